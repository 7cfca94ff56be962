package io.understudy.model.synthetic;

import io.understudy.model.synthetic.FaceTexture.Finish;

/** Light on surfaces: wrapped diffuse (skin lets red through), sky, and a soft highlight. */
final class Shading {
  private final HeadIdentity identity;
  private final FaceTexture texture;
  private final Light light;
  private final double lx;
  private final double ly;
  private final double lz;

  Shading(Scene scene, FaceTexture texture) {
    this.identity = scene.identity();
    this.texture = texture;
    this.light = scene.light();
    double length =
        Math.sqrt(light.x() * light.x() + light.y() * light.y() + light.z() * light.z());
    lx = light.x() / length;
    ly = light.y() / length;
    lz = light.z() / length;
  }

  /** The light that reaches the eye from a sample of {@code raster}. */
  Colour at(Raster raster, int sample) {
    Part part = Part.values()[raster.parts[sample]];
    float[] v = raster.values;
    int i = Raster.VALUES * sample;
    double nx = v[i + 3];
    double ny = v[i + 4];
    double nz = v[i + 5];
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9;
    double facing = nz < 0 ? -1 / length : 1 / length;
    Finish finish = finish(part, v[i], v[i + 1], v[i + 2], raster.depth[sample]);
    boolean skin = part == Part.FACE || part == Part.EAR || part == Part.NECK;
    return lit(finish, skin, nx * facing, ny * facing, nz * facing);
  }

  private Finish finish(Part part, double x, double y, double z, double depth) {
    return switch (part) {
      case FACE -> texture.at(x, y, z);
      case EAR -> new Finish(identity.skin().times(new Colour(0.98, 0.80, 0.78)), 0.1);
      case NECK ->
          new Finish(identity.skin().times(0.62 + 0.30 * Curve.step(-0.85, -1.5, y)), 0.06);
      case HAIR -> hair(x, y, z);
      case SHIRT -> new Finish(shirt(x, y), 0.03);
    };
  }

  private Finish hair(double x, double y, double z) {
    double angle = Math.atan2(x, z + 0.2);
    double strand =
        0.55 * Curve.noise(identity.textureSeed() + 1, 46 * angle, 2.2 * y)
            + 0.45 * Curve.noise(identity.textureSeed() + 2, 120 * angle, 3 * y);
    return new Finish(identity.hair().times(0.45 + 1.15 * strand), 0.10 + 0.22 * strand);
  }

  private Colour shirt(double x, double y) {
    double weave = 0.93 + 0.07 * Curve.noise(identity.textureSeed() + 4, 40 * x, 40 * y);
    return identity.shirt().times(weave);
  }

  private Colour lit(Finish finish, boolean skin, double nx, double ny, double nz) {
    double cosine = nx * lx + ny * ly + nz * lz;
    double wrap = skin ? 0.32 : 0.15;
    double sky = light.ambient() * (0.72 + 0.28 * ny) * (0.55 + 0.45 * nz);
    Colour diffuse =
        new Colour(
            wrapped(cosine, wrap) * light.intensity() + sky,
            wrapped(cosine, wrap * 0.55) * light.intensity() + sky * 1.01,
            wrapped(cosine, wrap * 0.4) * light.intensity() + sky * 1.05);
    double hx = lx;
    double hy = ly;
    double hz = lz + 1;
    double half = (nx * hx + ny * hy + nz * hz) / Math.sqrt(hx * hx + hy * hy + hz * hz);
    double shine = finish.gloss() * Math.pow(Math.max(0, half), 26) * light.intensity();
    double rim = finish.gloss() * 0.25 * Math.pow(1 - nz, 3) * Math.max(0, cosine + 0.3);
    double glow = shine * 0.55 + rim;
    return finish.colour().times(diffuse).plus(new Colour(glow, glow, glow));
  }

  private static double wrapped(double cosine, double wrap) {
    return Math.max(0, (cosine + wrap) / (1 + wrap));
  }
}
