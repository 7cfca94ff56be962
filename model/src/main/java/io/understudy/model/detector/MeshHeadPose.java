package io.understudy.model.detector;

import static org.bytedeco.opencv.global.opencv_calib3d.Rodrigues;
import static org.bytedeco.opencv.global.opencv_calib3d.SOLVEPNP_ITERATIVE;
import static org.bytedeco.opencv.global.opencv_calib3d.SOLVEPNP_SQPNP;
import static org.bytedeco.opencv.global.opencv_calib3d.solvePnP;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;

import java.nio.DoubleBuffer;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Head pose by fitting the mean face to the steady landmarks, as a camera of usual focal length
 * would see it.
 */
public final class MeshHeadPose implements HeadPose {
  /** Focal length over the longer side of the picture. */
  private static final double FOCAL_LENGTH = 1.2;

  private final CanonicalMesh mesh;

  public MeshHeadPose(CanonicalMesh mesh) {
    this.mesh = mesh;
  }

  @Override
  public Optional<float[]> degrees(FaceLandmarks landmarks, int widthPixels, int heightPixels) {
    try (Mat object = matrix(mesh.points(), 3);
        Mat image = matrix(steady(landmarks), 2);
        Mat camera = matrix(camera(widthPixels, heightPixels), 3);
        Mat noDistortion = new Mat();
        Mat turn = new Mat();
        Mat shift = new Mat();
        Mat rotation = new Mat()) {
      boolean found =
          solvePnP(object, image, camera, noDistortion, turn, shift, false, SOLVEPNP_SQPNP)
              && solvePnP(
                  object, image, camera, noDistortion, turn, shift, true, SOLVEPNP_ITERATIVE);
      if (!found) {
        return Optional.empty();
      }
      Rodrigues(turn, rotation);
      double[] r = new double[9];
      rotation.<DoubleBuffer>createBuffer().get(r);
      return Optional.of(angles(r));
    }
  }

  private double[] steady(FaceLandmarks landmarks) {
    double[] positions = new double[2 * mesh.landmarks().length];
    for (int i = 0; i < mesh.landmarks().length; i++) {
      positions[2 * i] = landmarks.x(mesh.landmarks()[i]);
      positions[2 * i + 1] = landmarks.y(mesh.landmarks()[i]);
    }
    return positions;
  }

  private static double[] camera(int widthPixels, int heightPixels) {
    double focal = FOCAL_LENGTH * Math.max(widthPixels, heightPixels);
    return new double[] {focal, 0, widthPixels / 2.0, 0, focal, heightPixels / 2.0, 0, 0, 1};
  }

  private static float[] angles(double[] r) {
    double level = Math.hypot(r[0], r[3]);
    return new float[] {
      (float) Math.toDegrees(Math.atan2(r[7], r[8])),
      (float) Math.toDegrees(Math.atan2(-r[6], level)),
      (float) Math.toDegrees(Math.atan2(r[3], r[0]))
    };
  }

  private static Mat matrix(double[] values, int columns) {
    Mat matrix = new Mat(values.length / columns, columns, CV_64FC1);
    matrix.<DoubleBuffer>createBuffer().put(values);
    return matrix;
  }
}
