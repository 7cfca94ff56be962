package io.understudy.operators;

import static io.understudy.operators.OptionRanges.atLeastOne;
import static io.understudy.operators.OptionRanges.within;

import io.understudy.connectors.media.PictureBounds;
import java.io.Serializable;

/**
 * Which pictures are taken, and how they leave.
 *
 * @param maxBytes encoded size beyond which a picture is refused unread; at most what a record of
 *     the topics takes
 * @param maxPixels width times height beyond which a picture is refused undecoded
 * @param jpegQuality quality of the output, 1..100
 */
public record PictureOptions(int maxBytes, long maxPixels, int jpegQuality)
    implements Serializable {
  static final PictureOptions DEFAULTS = new PictureOptions(PictureBounds.MOST_BYTES, 1L << 24, 90);

  public PictureOptions {
    within("maxPictureBytes", maxBytes, 1, PictureBounds.MOST_BYTES);
    atLeastOne("maxPicturePixels", maxPixels);
    within("jpegQuality", jpegQuality, 1, 100);
  }

  /** How large a picture may be. */
  public PictureBounds bounds() {
    return new PictureBounds(maxBytes, maxPixels);
  }
}
