package io.understudy.pipeline.explain;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.COLORMAP_HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.COLORMAP_VIRIDIS;
import static org.bytedeco.opencv.global.opencv_imgproc.applyColorMap;

import io.understudy.connectors.media.RgbImage;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** One of OpenCV's colour maps. */
public enum ColourMap {
  /** From dark blue over green to yellow, evenly for the eye. */
  VIRIDIS(COLORMAP_VIRIDIS),
  /** Once around the hues. */
  HUES(COLORMAP_HSV);

  private static final int LEVELS = 256;

  /** R, G, B of each level. */
  private final byte[] table = new byte[3 * LEVELS];

  ColourMap(int map) {
    byte[] levels = new byte[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = (byte) i;
    }
    byte[] blueFirst = new byte[3 * LEVELS];
    try (BytePointer data = new BytePointer(levels);
        Mat grey = new Mat(LEVELS, 1, CV_8UC1, data);
        Mat coloured = new Mat()) {
      applyColorMap(grey, coloured, map);
      coloured.data().get(blueFirst);
    }
    for (int i = 0; i < blueFirst.length; i++) {
      table[i] = blueFirst[i - i % 3 + 2 - i % 3];
    }
  }

  /**
   * The colour of a share, R, G and B in 0..255.
   *
   * @param share 0 to 1; what is outside is shown as the end
   */
  int[] at(double share) {
    int level = (int) Math.round((LEVELS - 1) * Math.min(1, Math.max(0, share)));
    int[] colour = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      colour[channel] = table[3 * level + channel] & 0xff;
    }
    return colour;
  }

  /** The colour of one of {@code count} things that shall differ. */
  int[] ofIndex(int index, int count) {
    return at((double) index / count);
  }

  /**
   * A map in colours.
   *
   * @param values rows top to bottom
   * @param low value of the first colour
   * @param high value of the last colour; all is the first colour where it is not above {@code low}
   */
  public RgbImage draw(float[] values, int width, double low, double high) {
    byte[] rgb = new byte[3 * values.length];
    for (int i = 0; i < values.length; i++) {
      int[] colour = at(high > low ? (values[i] - low) / (high - low) : 0);
      for (int channel = 0; channel < 3; channel++) {
        rgb[3 * i + channel] = (byte) colour[channel];
      }
    }
    return new RgbImage(width, values.length / width, rgb);
  }
}
