package io.understudy.pipeline.explain;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_DUPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.bytedeco.opencv.global.opencv_imgproc.line;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Keypoints;
import io.understudy.model.explain.Seen;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A picture with its keypoints: a numbered disc at each, and the axes of its local frame. Drawn at
 * twice the size. Pure.
 */
final class KeypointDrawing {
  private static final int ENLARGEMENT = 2;
  private static final int RADIUS_PIXELS = 5;

  /** Length of an axis whose Jacobian is the identity. */
  private static final double AXIS_PIXELS = 18;

  /** No axis is longer than this. */
  private static final double LONGEST_AXIS_PIXELS = 60;

  private final Mat canvas;
  private final Keypoints keypoints;

  private KeypointDrawing(Mat canvas, Keypoints keypoints) {
    this.canvas = canvas;
    this.keypoints = keypoints;
  }

  /** Draws what was seen. */
  static RgbImage of(Seen seen) {
    int side = ENLARGEMENT * seen.picture().widthPixels();
    RgbImage plain =
        new RgbImage(
            seen.picture().widthPixels(), seen.picture().heightPixels(), seen.picture().rgb());
    byte[] rgb = PictureTransform.resized(plain, side, side).rgb().clone();
    try (BytePointer data = new BytePointer(rgb);
        Mat canvas = new Mat(side, side, CV_8UC3, data)) {
      new KeypointDrawing(canvas, seen.keypoints()).draw();
      data.get(rgb);
    }
    return new RgbImage(side, side, rgb);
  }

  private void draw() {
    for (int i = 0; i < keypoints.count(); i++) {
      int[] rgb = ColourMap.HUES.ofIndex(i, keypoints.count());
      try (Scalar colour = new Scalar(rgb[0], rgb[1], rgb[2], 0);
          Scalar black = new Scalar(0, 0, 0, 0);
          Point centre = at(i, 0, 0)) {
        axis(i, 0, colour);
        axis(i, 1, colour);
        circle(canvas, centre, RADIUS_PIXELS + 1, black, FILLED, LINE_AA, 0);
        circle(canvas, centre, RADIUS_PIXELS, colour, FILLED, LINE_AA, 0);
        number(i, black, 3);
        number(i, colour, 1);
      }
    }
  }

  private void axis(int keypoint, int column, Scalar colour) {
    double x = AXIS_PIXELS * keypoints.jacobians()[4 * keypoint + column];
    double y = AXIS_PIXELS * keypoints.jacobians()[4 * keypoint + 2 + column];
    double shortened = Math.min(1, LONGEST_AXIS_PIXELS / Math.max(1e-6, Math.hypot(x, y)));
    try (Point from = at(keypoint, 0, 0);
        Point to = at(keypoint, shortened * x, shortened * y)) {
      line(canvas, from, to, colour, 2, LINE_AA, 0);
    }
  }

  private void number(int keypoint, Scalar colour, int thickness) {
    try (Point place = at(keypoint, RADIUS_PIXELS + 2, -RADIUS_PIXELS)) {
      putText(
          canvas,
          Integer.toString(keypoint),
          place,
          FONT_HERSHEY_DUPLEX,
          0.45,
          colour,
          thickness,
          LINE_AA,
          false);
    }
  }

  private Point at(int keypoint, double right, double down) {
    double x = (keypoints.values()[2 * keypoint] + 1) / 2 * (canvas.cols() - 1);
    double y = (keypoints.values()[2 * keypoint + 1] + 1) / 2 * (canvas.rows() - 1);
    return new Point((int) Math.round(x + right), (int) Math.round(y + down));
  }
}
