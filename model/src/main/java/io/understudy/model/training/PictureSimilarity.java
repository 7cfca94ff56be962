package io.understudy.model.training;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Turn, scale and shift of a picture: (x, y) goes to (ax - by + shiftX, bx + ay + shiftY), in
 * pixels.
 */
record PictureSimilarity(double a, double b, double shiftX, double shiftY) {

  /**
   * About the middle of a square picture.
   *
   * @param turn radians, clockwise as the picture is seen
   * @param shiftX to the right, as a share of the side; {@code shiftY} down
   */
  static PictureSimilarity aboutMiddle(
      int sizePixels, double turn, double scale, double shiftX, double shiftY) {
    double a = scale * Math.cos(turn);
    double b = scale * Math.sin(turn);
    double middle = (sizePixels - 1) / 2.0;
    return new PictureSimilarity(
        a,
        b,
        middle * (1 - a + b) + shiftX * sizePixels,
        middle * (1 - b - a) + shiftY * sizePixels);
  }

  /** What comes in from outside repeats the edge. */
  Picture apply(Picture picture) {
    int width = picture.widthPixels();
    int height = picture.heightPixels();
    byte[] moved = new byte[picture.rgb().length];
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat from = new Mat(height, width, CV_8UC3, pixels);
        Mat to = new Mat(height, width, CV_8UC3);
        DoublePointer rows = new DoublePointer(a, -b, shiftX, b, a, shiftY);
        Mat map = new Mat(2, 3, CV_64F, rows);
        Size size = new Size(width, height);
        Scalar black = new Scalar()) {
      warpAffine(from, to, map, size, INTER_LINEAR, BORDER_REPLICATE, black);
      to.data().get(moved);
    }
    return new Picture(width, height, moved);
  }

  FaceLandmarks apply(FaceLandmarks landmarks) {
    float[] moved = landmarks.coordinates().clone();
    for (int i = 0; i < landmarks.count(); i++) {
      double x = landmarks.x(i);
      double y = landmarks.y(i);
      moved[3 * i] = (float) (a * x - b * y + shiftX);
      moved[3 * i + 1] = (float) (b * x + a * y + shiftY);
      moved[3 * i + 2] *= (float) Math.hypot(a, b);
    }
    return new FaceLandmarks(moved);
  }
}
