package io.understudy.model.metric;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.sepFilter2D;

import io.understudy.model.Picture;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;

/**
 * Structural similarity (Wang et al. 2004), mean over channels and windows, with constants 0.01 and
 * 0.03. Pure; any thread.
 *
 * @param window what it looks through
 * @param scale what 8-bit values are multiplied by
 * @param range the range that values are taken to have after that
 */
record StructuralSimilarity(SimilarityWindow window, double scale, double range) {
  private static final Point CENTRE = new Point(-1, -1);

  /**
   * The similarity of two pictures of the same size, -1 to 1; 1 where they are equal.
   *
   * @throws IllegalArgumentException if sizes differ, or no window fits
   */
  double of(Picture truth, Picture picture) {
    PixelError.requireSameSize(truth, picture);
    int margin = window.marginPixels();
    if (Math.min(truth.widthPixels(), truth.heightPixels()) <= 2 * margin) {
      throw new IllegalArgumentException(
          "structural similarity needs pictures of more than %d pixels a side, got %dx%d"
              .formatted(2 * margin, truth.widthPixels(), truth.heightPixels()));
    }
    try (Mat x = values(truth);
        Mat y = values(picture)) {
      return mean(filtered(x), filtered(y), product(x, x), product(y, y), product(x, y), truth);
    }
  }

  private double mean(
      double[] x, double[] y, double[] xx, double[] yy, double[] xy, Picture shape) {
    int margin = window.marginPixels();
    double sum = 0;
    for (int row = margin; row < shape.heightPixels() - margin; row++) {
      int first = 3 * (row * shape.widthPixels() + margin);
      int last = 3 * ((row + 1) * shape.widthPixels() - margin);
      for (int i = first; i < last; i++) {
        sum += similarity(x[i], y[i], xx[i], yy[i], xy[i]);
      }
    }
    return sum / (3.0 * (shape.widthPixels() - 2 * margin) * (shape.heightPixels() - 2 * margin));
  }

  private double similarity(double x, double y, double xx, double yy, double xy) {
    double factor = window.covarianceFactor();
    double luminance = Math.pow(0.01 * range, 2);
    double contrast = Math.pow(0.03 * range, 2);
    double varianceSum = factor * (xx - x * x + yy - y * y);
    double covariance = factor * (xy - x * y);
    return (2 * x * y + luminance)
        * (2 * covariance + contrast)
        / ((x * x + y * y + luminance) * (varianceSum + contrast));
  }

  private Mat values(Picture picture) {
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat bytes = new Mat(picture.heightPixels(), picture.widthPixels(), CV_8UC3, pixels)) {
      Mat values = new Mat();
      bytes.convertTo(values, CV_64FC3, scale, 0);
      return values;
    }
  }

  private double[] product(Mat first, Mat second) {
    try (Mat product = new Mat()) {
      multiply(first, second, product);
      return filtered(product);
    }
  }

  private double[] filtered(Mat values) {
    try (Mat axis = new Mat(window.weights());
        Mat result = new Mat()) {
      sepFilter2D(values, result, -1, axis, axis, CENTRE, 0, BORDER_CONSTANT);
      double[] read = new double[3 * result.rows() * result.cols()];
      result.<DoubleBuffer>createBuffer().get(read);
      return read;
    }
  }
}
