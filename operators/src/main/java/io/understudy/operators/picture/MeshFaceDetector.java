package io.understudy.operators.picture;

import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FaceDetector;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.detector.FaceMesh;
import io.understudy.model.detector.MeshFace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds faces by MediaPipe's detector and confirms each by its mesh, on OpenCV's network runtime:
 * turned and far faces too, some 2 ms a face and part of the picture.
 */
public final class MeshFaceDetector implements FaceDetector {
  private static final String DETECTOR = "face_detection_short_range.tflite";
  private static final String MESH = "face_landmark.tflite";

  /** Side of a face, see {@link FaceBox}, over the longer side of its mesh. */
  private static final double SIDE_SHARE = 1.08;

  /** How far the middle of a face lies above that of its mesh, over the mesh's longer side. */
  private static final double RISE_SHARE = 0.07;

  private final FaceMesh mesh;
  private boolean closed;

  /**
   * Loads both networks; some 50 ms, once.
   *
   * @param folder where they lie
   * @throws IllegalArgumentException if one is missing or is no network
   */
  public MeshFaceDetector(Path folder) {
    requireNetworks(folder);
    mesh = new FaceMesh(folder.resolve(DETECTOR), folder.resolve(MESH));
  }

  /**
   * Checks that the networks are there.
   *
   * @throws IllegalArgumentException if one is missing
   */
  public static void requireNetworks(Path folder) {
    for (String file : List.of(DETECTOR, MESH)) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw new IllegalArgumentException(
            "folder of face networks %s has no %s, both networks must be there: fetch them with 'understudy models' or leave live.face-networks empty"
                .formatted(folder, file));
      }
    }
  }

  @Override
  public List<FaceBox> detect(RgbImage image, double smallestPixels) {
    return mesh.detectAll(Pictures.toModel(image), smallestPixels).stream()
        .map(MeshFaceDetector::box)
        .toList();
  }

  private static FaceBox box(MeshFace face) {
    FaceLandmarks marks = face.landmarks();
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (int i = 0; i < marks.count(); i++) {
      left = Math.min(left, marks.x(i));
      right = Math.max(right, marks.x(i));
      top = Math.min(top, marks.y(i));
      bottom = Math.max(bottom, marks.y(i));
    }
    double longer = Math.max(right - left, bottom - top);
    return new FaceBox(
        (left + right) / 2,
        (top + bottom) / 2 - RISE_SHARE * longer,
        SIDE_SHARE * longer,
        face.score());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      mesh.close();
    }
  }
}
