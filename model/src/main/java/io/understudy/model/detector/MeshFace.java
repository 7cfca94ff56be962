package io.understudy.model.detector;

/**
 * One face of a picture.
 *
 * @param landmarks 468 landmarks of MediaPipe's mesh, pixels of the picture
 * @param score how sure the detector is, 0 to 1
 */
public record MeshFace(FaceLandmarks landmarks, double score) {}
