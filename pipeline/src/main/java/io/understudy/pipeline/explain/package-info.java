/** Shows what a network computes for one pair of pictures, as one HTML page of figures. */
package io.understudy.pipeline.explain;
