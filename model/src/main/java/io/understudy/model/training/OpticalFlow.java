package io.understudy.model.training;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.opencv_video.DISOpticalFlow.PRESET_MEDIUM;

import io.understudy.model.Picture;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;

/**
 * Dense flow between two pictures as a classical method sees it (dense inverse search, Kroeger et
 * al. 2016), and where it can be trusted: where the way there and back ends where it began. What
 * has not changed has not moved.
 *
 * <p>Owns its native state; one thread.
 */
final class OpticalFlow implements AutoCloseable {
  // In pixels, and as a share of the way.
  private static final double LEAST_ERROR = 0.75;
  private static final double ERROR_SHARE = 0.05;
  // Mean change, in levels, of a window up to which it has not moved: on a plain wall any flow
  // looks right, and it would follow the head.
  private static final int STILL = 2;
  private static final int WINDOW = 9;

  private final DISOpticalFlow method = DISOpticalFlow.create(PRESET_MEDIUM);

  /**
   * Writes where each pixel of {@code driving} comes from.
   *
   * @param mirrored whether both pictures are to be seen in a mirror
   * @param positions x, then y of each pixel in the source, in [-1, 1] with corners at the ends
   * @param trusted 1 where the flow is consistent, else 0
   * @param row which picture of a batch of {@code positions} and {@code trusted} it is
   */
  void write(
      Picture source,
      Picture driving,
      boolean mirrored,
      float[] positions,
      float[] trusted,
      int row) {
    int width = driving.widthPixels();
    int height = driving.heightPixels();
    try (Mat from = grey(source, mirrored);
        Mat to = grey(driving, mirrored);
        Mat change = change(from, to)) {
      byte[] changes = new byte[width * height];
      change.data().get(changes);
      Field there = new Field(width, height, field(to, from));
      Field back = new Field(width, height, field(from, to));
      for (int i = 0; i < width * height; i++) {
        int at = row * width * height + i;
        boolean still = (changes[i] & 0xFF) <= STILL;
        float x = i % width + (still ? 0 : there.x(i));
        float y = i / width + (still ? 0 : there.y(i));
        positions[2 * at] = 2 * x / (width - 1) - 1;
        positions[2 * at + 1] = 2 * y / (height - 1) - 1;
        trusted[at] = still || there.returns(i, x, y, back) ? 1 : 0;
      }
    }
  }

  /** How much the surroundings of each pixel changed on average. */
  private static Mat change(Mat from, Mat to) {
    try (Size window = new Size(WINDOW, WINDOW)) {
      Mat change = new Mat();
      absdiff(from, to, change);
      blur(change, change, window);
      return change;
    }
  }

  private static Mat grey(Picture picture, boolean mirrored) {
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat colour = new Mat(picture.heightPixels(), picture.widthPixels(), CV_8UC3, pixels)) {
      Mat grey = new Mat();
      cvtColor(colour, grey, COLOR_RGB2GRAY);
      if (mirrored) {
        flip(grey, grey, 1);
      }
      return grey;
    }
  }

  private float[] field(Mat from, Mat to) {
    try (Mat flow = new Mat()) {
      method.calc(from, to, flow);
      float[] field = new float[2 * flow.rows() * flow.cols()];
      new FloatPointer(flow.data()).get(field);
      return field;
    }
  }

  /** Shifts in pixels, x and y interleaved. */
  private record Field(int width, int height, float[] shifts) {
    float x(int at) {
      return shifts[2 * at];
    }

    float y(int at) {
      return shifts[2 * at + 1];
    }

    /** Whether {@code back}, from (x, y) on, ends at pixel {@code at}. */
    boolean returns(int at, float x, float y, Field back) {
      int column = Math.round(x);
      int line = Math.round(y);
      if (column < 0 || line < 0 || column >= width || line >= height) {
        return false;
      }
      int there = line * width + column;
      double error = Math.hypot(x(at) + back.x(there), y(at) + back.y(there));
      return error <= LEAST_ERROR + ERROR_SHARE * Math.hypot(x(at), y(at));
    }
  }

  @Override
  public void close() {
    method.close();
  }
}
