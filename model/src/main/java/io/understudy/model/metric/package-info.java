/**
 * Measures of reenacted pictures, each as its publication codes it (NETWORKS section 6): distances
 * of pixels between pictures, and distances of faces over what detectors found.
 *
 * <p>Pure functions; any thread.
 */
package io.understudy.model.metric;
