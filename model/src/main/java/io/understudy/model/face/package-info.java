/**
 * Where keypoints are in a picture, and a second look at the face. Tensors belong to the open scope
 * of the calling thread; one call at a time.
 */
package io.understudy.model.face;
