package io.understudy.operators.picture;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;

/** Brings pictures over the wall between connectors and model, by reference. */
public final class Pictures {
  private Pictures() {}

  public static Picture toModel(RgbImage image) {
    return new Picture(image.widthPixels(), image.heightPixels(), image.rgb());
  }

  public static RgbImage fromModel(Picture picture) {
    return new RgbImage(picture.widthPixels(), picture.heightPixels(), picture.rgb());
  }
}
