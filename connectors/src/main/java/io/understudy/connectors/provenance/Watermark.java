package io.understudy.connectors.provenance;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An invisible mark in the brightness of a picture, which whoever has the key finds again, also
 * after JPEG or H.264 has coded it anew; scaling, turning or cropping hides it.
 *
 * <p>Spread spectrum (Cox et al., <i>Secure spread spectrum watermarking for multimedia</i>, 1997)
 * over the blocks of 8x8 pixels that JPEG codes: the key gives each of the five lowest frequencies
 * of each block a sign, and the mark moves them by {@value #STRENGTH} that way. Five are few, but
 * coarse quantisation leaves these. Immutable; any thread.
 */
public final class Watermark {
  /**
   * Standard deviations above which a picture counts as marked. The signs know nothing of the
   * picture, so that the score of an unmarked one is near a standard normal number: beyond 6 lies
   * one in a thousand million.
   */
  public static final double THRESHOLD = 6;

  private static final int SHORTEST_KEY = 16;
  private static final int BLOCK = 8;
  private static final double STRENGTH = 5;

  /** An edge weighs no more than this many times the mark. */
  private static final double LIMIT = 2 * STRENGTH;

  private static final int[][] FREQUENCIES = {{0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}};
  private static final float[][] BASIS = basis();

  private final long seed;

  /**
   * The mark of a key.
   *
   * @param key any text; who has it can find the mark, and remove it
   */
  public Watermark(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      this.seed = ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }

  /**
   * The mark of the key that a file holds as its text.
   *
   * @throws IllegalArgumentException with one sentence if there is no such file or text
   */
  public static Watermark ofKeyFile(Path file) {
    try {
      String key = Files.readString(file).strip();
      if (key.length() >= SHORTEST_KEY) {
        return new Watermark(key);
      }
      throw new IllegalArgumentException(
          "watermark key in %s has %d characters, it must have %d or more; write a longer one"
              .formatted(file, key.length(), SHORTEST_KEY));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "watermark key file %s cannot be read: it must hold a text; correct the path"
              .formatted(file),
          e);
    }
  }

  /** {@code image} with the mark, about 45 dB from it; its rim beyond whole blocks is left. */
  public RgbImage draw(RgbImage image) {
    byte[] rgb = image.rgb().clone();
    SplittableRandom signs = new SplittableRandom(seed);
    float[] change = new float[BLOCK * BLOCK];
    for (int top = 0; top + BLOCK <= image.heightPixels(); top += BLOCK) {
      for (int left = 0; left + BLOCK <= image.widthPixels(); left += BLOCK) {
        blockChange(signs, change);
        add(rgb, image.widthPixels(), left, top, change);
      }
    }
    return new RgbImage(image.widthPixels(), image.heightPixels(), rgb);
  }

  private static void blockChange(SplittableRandom signs, float[] change) {
    Arrays.fill(change, 0);
    for (float[] wave : BASIS) {
      float amount = (float) (signs.nextBoolean() ? STRENGTH : -STRENGTH);
      for (int i = 0; i < change.length; i++) {
        change[i] += amount * wave[i];
      }
    }
  }

  private static void add(byte[] rgb, int width, int left, int top, float[] change) {
    for (int y = 0; y < BLOCK; y++) {
      int at = 3 * ((top + y) * width + left);
      for (int x = 0; x < BLOCK; x++) {
        for (int channel = 0; channel < 3; channel++, at++) {
          int level = Math.round((rgb[at] & 0xff) + change[y * BLOCK + x]);
          rgb[at] = (byte) Math.max(0, Math.min(255, level));
        }
      }
    }
  }

  /**
   * How surely pictures of one film, or one picture, bear the mark.
   *
   * @return standard deviations above what an unmarked picture gives; 0 without a whole block
   */
  public double score(List<RgbImage> pictures) {
    double product = 0;
    double energy = 0;
    for (RgbImage picture : pictures) {
      Correlation correlation = correlation(picture);
      product += correlation.product();
      energy += correlation.energy();
    }
    // Pictures of a film resemble each other: their energies add up as if they were one picture's.
    return energy == 0 ? 0 : product / Math.sqrt(energy * pictures.size());
  }

  /** Whether a picture bears the mark. */
  public boolean isIn(RgbImage picture) {
    return score(List.of(picture)) > THRESHOLD;
  }

  private record Correlation(double product, double energy) {}

  private Correlation correlation(RgbImage image) {
    SplittableRandom signs = new SplittableRandom(seed);
    float[] brightness = new float[BLOCK * BLOCK];
    double product = 0;
    double energy = 0;
    for (int top = 0; top + BLOCK <= image.heightPixels(); top += BLOCK) {
      for (int left = 0; left + BLOCK <= image.widthPixels(); left += BLOCK) {
        brightness(image, left, top, brightness);
        for (float[] wave : BASIS) {
          double found = Math.max(-LIMIT, Math.min(LIMIT, dot(wave, brightness)));
          product += signs.nextBoolean() ? found : -found;
          energy += found * found;
        }
      }
    }
    return new Correlation(product, energy);
  }

  private static void brightness(RgbImage image, int left, int top, float[] brightness) {
    byte[] rgb = image.rgb();
    for (int y = 0; y < BLOCK; y++) {
      int at = 3 * ((top + y) * image.widthPixels() + left);
      for (int x = 0; x < BLOCK; x++, at += 3) {
        brightness[y * BLOCK + x] =
            0.299f * (rgb[at] & 0xff)
                + 0.587f * (rgb[at + 1] & 0xff)
                + 0.114f * (rgb[at + 2] & 0xff);
      }
    }
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** The waves of the discrete cosine transform, each of length one. */
  private static float[][] basis() {
    float[][] basis = new float[FREQUENCIES.length][BLOCK * BLOCK];
    for (int wave = 0; wave < basis.length; wave++) {
      for (int y = 0; y < BLOCK; y++) {
        for (int x = 0; x < BLOCK; x++) {
          basis[wave][y * BLOCK + x] =
              (float) (cosine(FREQUENCIES[wave][0], y) * cosine(FREQUENCIES[wave][1], x));
        }
      }
    }
    return basis;
  }

  private static double cosine(int frequency, int position) {
    double scale = frequency == 0 ? Math.sqrt(1.0 / BLOCK) : Math.sqrt(2.0 / BLOCK);
    return scale * Math.cos((2 * position + 1) * frequency * Math.PI / (2 * BLOCK));
  }
}
