/**
 * A parametric 3-D head and its renderer: bundled samples, training pairs, and tests, which know
 * the true flow, landmarks and cross-identity answer.
 *
 * <p>Head frame: x to the viewer's right, y up, z towards the viewer; a head is about 2 high. No
 * other package of the model depends on this one.
 */
package io.understudy.model.synthetic;
