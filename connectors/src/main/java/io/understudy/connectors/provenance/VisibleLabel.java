package io.understudy.connectors.provenance;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;

import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** The label that viewers see: white text on a darkened bar at the lower left. Any thread. */
public final class VisibleLabel {
  private static final int SMALLEST_SIDE = 64;
  private static final double SMALLEST_SCALE = 0.33;
  private static final int TEXT_LEVEL = 220;
  private static final int DARKENED_WHITE = 255 * 2 / 5;
  private static final int TOLERANCE = 50;
  private static final double ENOUGH = 0.9;

  private final String text;

  public VisibleLabel(String text) {
    this.text = text;
  }

  /**
   * {@code image} with the label, whose height is about a sixteenth of the picture's, less where it
   * would not fit the width; pictures under 64 pixels are too small to carry a readable one and
   * stay as they are.
   */
  public RgbImage draw(RgbImage image) {
    int width = image.widthPixels();
    int height = image.heightPixels();
    if (Math.min(width, height) < SMALLEST_SIDE) {
      return image;
    }
    double scale = Math.max(SMALLEST_SCALE, height / 512.0);
    int wanted = Bar.of(text, scale).width();
    Bar bar = Bar.of(text, wanted > width ? scale * width / wanted : scale);
    byte[] rgb = image.rgb().clone();
    darken(rgb, width, height, Math.min(width, bar.width()), bar.height());
    return write(rgb, width, height, bar);
  }

  /**
   * Whether {@code image} shows the label at its own size, coding losses aside: most of the text is
   * bright, and most of the bar around it dark.
   */
  public boolean isOn(RgbImage image) {
    byte[] text = drawnOn(0, image).rgb();
    byte[] bar = drawnOn(255, image).rgb();
    long[] of = new long[2];
    long[] right = new long[2];
    for (int i = 0; i < text.length; i++) {
      int level = image.rgb()[i] & 0xff;
      if ((text[i] & 0xff) > TEXT_LEVEL) {
        of[0]++;
        right[0] += level > TEXT_LEVEL - TOLERANCE ? 1 : 0;
      } else if ((bar[i] & 0xff) == DARKENED_WHITE) {
        of[1]++;
        right[1] += level < DARKENED_WHITE + TOLERANCE ? 1 : 0;
      }
    }
    return of[0] > 0 && right[0] > ENOUGH * of[0] && right[1] > ENOUGH * of[1];
  }

  private RgbImage drawnOn(int level, RgbImage size) {
    byte[] rgb = new byte[size.rgb().length];
    Arrays.fill(rgb, (byte) level);
    return draw(new RgbImage(size.widthPixels(), size.heightPixels(), rgb));
  }

  /** Sizes of the label in pixels at a scale of the font. */
  private record Bar(double scale, int thickness, int margin, int width, int height) {
    static Bar of(String text, double scale) {
      int thickness = Math.max(1, (int) Math.round(scale * 1.5));
      try (Size size = getTextSize(text, FONT_HERSHEY_SIMPLEX, scale, thickness, new int[1])) {
        int margin = Math.max(2, size.height() / 2);
        return new Bar(
            scale, thickness, margin, size.width() + 2 * margin, size.height() + 2 * margin);
      }
    }
  }

  private static void darken(byte[] rgb, int width, int height, int barWidth, int barHeight) {
    for (int y = height - barHeight; y < height; y++) {
      for (int i = 3 * y * width; i < 3 * (y * width + barWidth); i++) {
        rgb[i] = (byte) ((rgb[i] & 0xff) * 2 / 5);
      }
    }
  }

  private RgbImage write(byte[] rgb, int width, int height, Bar bar) {
    try (BytePointer pixels = new BytePointer(rgb);
        Mat mat = new Mat(height, width, CV_8UC3, pixels);
        Point origin = new Point(bar.margin(), height - bar.margin());
        Scalar white = new Scalar(255, 255, 255, 0)) {
      putText(
          mat,
          text,
          origin,
          FONT_HERSHEY_SIMPLEX,
          bar.scale(),
          white,
          bar.thickness(),
          LINE_AA,
          false);
      pixels.get(rgb);
      return new RgbImage(width, height, rgb);
    }
  }
}
