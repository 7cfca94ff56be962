package io.understudy.pipeline.explain;

import io.understudy.connectors.media.RgbImage;

/**
 * The colour wheel of the Middlebury optical flow benchmark (Baker et al., 2007): hue is direction,
 * saturation length; white is at rest. Pure.
 */
public final class FlowColours {
  /** Steps from red to yellow, green, cyan, blue, magenta and back to red. */
  private static final int[] STEPS = {15, 6, 4, 11, 13, 6};

  private static final double[][] CORNERS = {
    {255, 0, 0}, {255, 255, 0}, {0, 255, 0}, {0, 255, 255}, {0, 0, 255}, {255, 0, 255}, {255, 0, 0}
  };
  private static final double[][] WHEEL = wheel();

  /** What is longer than the greatest length is drawn this much darker. */
  private static final double BEYOND = 0.75;

  private FlowColours() {}

  private static double[][] wheel() {
    double[][] wheel = new double[55][];
    int at = 0;
    for (int part = 0; part < STEPS.length; part++) {
      for (int step = 0; step < STEPS[part]; step++) {
        double share = Math.floor(255.0 * step / STEPS[part]) / 255;
        wheel[at++] = mix(CORNERS[part], CORNERS[part + 1], share);
      }
    }
    return wheel;
  }

  private static double[] mix(double[] from, double[] to, double share) {
    double[] mixed = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      mixed[channel] = (1 - share) * from[channel] + share * to[channel];
    }
    return mixed;
  }

  /**
   * A flow in colours.
   *
   * @param greatest length in pixels that is drawn fully saturated, above 0
   */
  public static RgbImage of(FlowField flow, double greatest) {
    byte[] rgb = new byte[3 * flow.width() * flow.height()];
    for (int i = 0; i < flow.x().length; i++) {
      put(rgb, i, flow.x()[i] / greatest, flow.y()[i] / greatest);
    }
    return new RgbImage(flow.width(), flow.height(), rgb);
  }

  /** The legend: each pixel has the colour of the offset from the centre to it. */
  static RgbImage legend(int sidePixels) {
    double radius = (sidePixels - 1) / 2.0;
    float[] x = new float[sidePixels * sidePixels];
    float[] y = new float[sidePixels * sidePixels];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (i % sidePixels - radius);
      y[i] = (float) (i / sidePixels - radius);
    }
    return of(new FlowField(sidePixels, sidePixels, x, y), radius);
  }

  private static void put(byte[] rgb, int pixel, double x, double y) {
    double length = Math.hypot(x, y);
    double turn = (Math.atan2(-y, -x) / Math.PI + 1) / 2 * (WHEEL.length - 1);
    int index = (int) turn;
    double[] colour = mix(WHEEL[index], WHEEL[(index + 1) % WHEEL.length], turn - index);
    for (int channel = 0; channel < 3; channel++) {
      double level = colour[channel] / 255;
      double shown = length <= 1 ? 1 - length * (1 - level) : BEYOND * level;
      rgb[3 * pixel + channel] = (byte) Math.floor(255 * shown);
    }
  }
}
