package io.understudy.pipeline.evaluate;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.understudy.model.Picture;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The expression-preserving zoom (NETWORKS section 4.3): width and height are scaled apart, the
 * result is padded with black to a centred square and resized back. Only the ratio of the two
 * matters: the longer side stays, the shorter one shrinks.
 *
 * @param width scale of the width, above 0
 * @param height scale of the height, above 0
 */
record Zoom(double width, double height) {
  private static final double LEAST = 0.7;
  private static final double SPAN = 0.6;

  /** A draw from the published range, 0.7 to 1.3. */
  static Zoom random(Random random) {
    return new Zoom(LEAST + SPAN * random.nextDouble(), LEAST + SPAN * random.nextDouble());
  }

  /** The square {@code picture}, zoomed, of the same size. */
  Picture apply(Picture picture) {
    int side = picture.widthPixels();
    int columns = (int) Math.round(side * width);
    int rows = (int) Math.round(side * height);
    int square = Math.max(columns, rows);
    int left = (square - columns) / 2;
    int top = (square - rows) / 2;
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat from = new Mat(side, side, CV_8UC3, pixels);
        Mat scaled = new Mat();
        Mat padded = new Mat();
        Mat back = new Mat();
        Size scaledSize = new Size(columns, rows);
        Size size = new Size(side, side);
        Scalar black = new Scalar(0, 0, 0, 0)) {
      resize(from, scaled, scaledSize, 0, 0, INTER_LINEAR);
      copyMakeBorder(
          scaled,
          padded,
          top,
          square - rows - top,
          left,
          square - columns - left,
          BORDER_CONSTANT,
          black);
      resize(padded, back, size, 0, 0, INTER_LINEAR);
      byte[] rgb = new byte[3 * side * side];
      back.data().get(rgb);
      return new Picture(side, side, rgb);
    }
  }
}
