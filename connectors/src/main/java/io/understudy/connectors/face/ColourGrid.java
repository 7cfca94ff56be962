package io.understudy.connectors.face;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_Lab2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Values on a coarse square grid over a picture, row by row, channels side by side. Pure. */
final class ColourGrid {
  private static final double LEVELS = 255;

  private ColourGrid() {}

  /** The picture's colours in CIE Lab on a grid of {@code side} by {@code side} cells. */
  static float[] lab(RgbImage image, int side) {
    RgbImage small = PictureTransform.resized(image, side, side);
    float[] rgb = new float[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (float) ((small.rgb()[i] & 0xff) / LEVELS);
    }
    return converted(rgb, side, COLOR_RGB2Lab);
  }

  /** Colours in CIE Lab as RGB, 0 to 1. */
  static float[] rgb(float[] lab, int side) {
    return converted(lab, side, COLOR_Lab2RGB);
  }

  private static float[] converted(float[] grid, int side, int code) {
    try (FloatPointer values = new FloatPointer(grid);
        Mat from = new Mat(side, side, CV_32FC(3), values);
        Mat to = new Mat()) {
      cvtColor(from, to, code);
      return floats(to, grid.length);
    }
  }

  /** The grid with {@code pixels} by {@code pixels} cells, bilinearly. */
  static float[] enlarged(float[] grid, int side, int pixels) {
    int channels = grid.length / (side * side);
    try (FloatPointer values = new FloatPointer(grid);
        Mat from = new Mat(side, side, CV_32FC(channels), values);
        Mat to = new Mat();
        Size size = new Size(pixels, pixels)) {
      resize(from, to, size, 0, 0, INTER_LINEAR);
      return floats(to, channels * pixels * pixels);
    }
  }

  private static float[] floats(Mat mat, int count) {
    float[] values = new float[count];
    try (FloatPointer pixels = new FloatPointer(mat.data())) {
      pixels.get(values);
    }
    return values;
  }
}
