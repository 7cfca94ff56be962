package io.understudy.model;

import java.util.Objects;

/**
 * A picture and what it was before it was rounded to 8 bits: some papers judge the one, some the
 * other. Immutable by contract, as {@link Picture} is.
 *
 * @param rounded the picture
 * @param values 0 to 1, as many as the picture has bytes, in their order
 */
public record UnroundedPicture(Picture rounded, float[] values) {
  private static final float PEAK = 255;

  public UnroundedPicture {
    Objects.requireNonNull(rounded, "rounded");
    if (values.length != rounded.rgb().length) {
      throw new IllegalArgumentException(
          "a %dx%d RGB picture needs %d values, got %d"
              .formatted(
                  rounded.widthPixels(),
                  rounded.heightPixels(),
                  rounded.rgb().length,
                  values.length));
    }
  }

  /** A picture that never had more than 8 bits. */
  public static UnroundedPicture of(Picture picture) {
    float[] values = new float[picture.rgb().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(picture.rgb()[i]) / PEAK;
    }
    return new UnroundedPicture(picture, values);
  }
}
