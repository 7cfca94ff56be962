package io.understudy.model.synthetic;

import io.understudy.model.Picture;

/** Renders scenes. Deterministic: equal scenes give equal pictures. Thread-safe. */
public final class HeadRenderer {
  private static final int SAMPLES = 2;
  private static final int SMALLEST = 16;
  private static final int LARGEST = 2048;

  private HeadRenderer() {}

  /**
   * A square picture of {@code scene}.
   *
   * @param sizePixels 16 to 2048
   */
  public static Picture render(Scene scene, int sizePixels) {
    if (sizePixels < SMALLEST || sizePixels > LARGEST) {
      throw new IllegalArgumentException(
          "sizePixels must be %d to %d, got %d".formatted(SMALLEST, LARGEST, sizePixels));
    }
    HeadModel model = new HeadModel(scene.identity(), scene.state());
    Raster raster = Raster.of(model.meshes(), model.pose(), sizePixels, SAMPLES);
    FaceTexture texture = new FaceTexture(scene.identity(), scene.state(), model.shape());
    Shading shading = new Shading(scene, texture);
    byte[] rgb = new byte[3 * sizePixels * sizePixels];
    for (int y = 0; y < sizePixels; y++) {
      for (int x = 0; x < sizePixels; x++) {
        Colour sum = Colour.BLACK;
        for (int s = 0; s < SAMPLES * SAMPLES; s++) {
          int sampleX = SAMPLES * x + s % SAMPLES;
          int sampleY = SAMPLES * y + s / SAMPLES;
          int sample = sampleY * raster.side + sampleX;
          sum =
              sum.plus(
                  raster.parts[sample] < 0
                      ? backdrop(scene, sampleX, sampleY, raster.side)
                      : shading.at(raster, sample));
        }
        store(sum.times(1.0 / (SAMPLES * SAMPLES)), rgb, 3 * (y * sizePixels + x));
      }
    }
    return new Picture(sizePixels, sizePixels, rgb);
  }

  private static Colour backdrop(Scene scene, int x, int y, int side) {
    double u = 2.0 * x / side - 1;
    double v = 2.0 * y / side - 1;
    double vignette = 1.05 - 0.38 * (u * u + v * v) - 0.10 * v;
    return scene.identity().backdrop().times(0.55 * vignette);
  }

  /** Linear light to 8-bit sRGB, highlights rolled off. */
  private static void store(Colour light, byte[] rgb, int at) {
    rgb[at] = level(light.red());
    rgb[at + 1] = level(light.green());
    rgb[at + 2] = level(light.blue());
  }

  private static byte level(double light) {
    double rolled = light < 0.7 ? light : 0.7 + 0.3 * (1 - Math.exp(-(light - 0.7) / 0.3));
    double srgb = rolled <= 0.0031308 ? 12.92 * rolled : 1.055 * Math.pow(rolled, 1 / 2.4) - 0.055;
    return (byte) Math.round(255 * Math.min(1, Math.max(0, srgb)));
  }
}
