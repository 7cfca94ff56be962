/**
 * Where keypoints are in a picture, a second look at the face, and what draws its mouth and eyes
 * again. Tensors belong to the open scope of the calling thread; one call at a time.
 */
package io.understudy.model.face;
