package io.understudy.pipeline.viewer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;

/**
 * A source as the page shows it.
 *
 * @param subject who it shows by its consent record, empty where there is none
 * @param permitted whether its consent record held when the card was made
 * @param consent the record, null where there is none
 * @param thumbnail JPEG, empty where the portrait cannot be decoded; handed over
 */
record SourceCard(
    String sourceId,
    long version,
    String subject,
    boolean permitted,
    @JsonIgnore Consent consent,
    @JsonIgnore byte[] thumbnail) {
  private static final int SIDE_PIXELS = 192;
  private static final int QUALITY = 85;

  static SourceCard of(Source source, PictureBounds bounds, long epochMillis) {
    Consent consent = source.consent();
    return new SourceCard(
        source.sourceId(),
        source.version(),
        consent == null ? "" : consent.subject(),
        permitted(consent, epochMillis),
        consent,
        thumbnail(source, bounds));
  }

  /** The card at another time: consent expires without a record that says so. */
  SourceCard at(long epochMillis) {
    return new SourceCard(
        sourceId, version, subject, permitted(consent, epochMillis), consent, thumbnail);
  }

  private static boolean permitted(Consent consent, long epochMillis) {
    return consent != null && consent.validAt(epochMillis);
  }

  /** PNG or JPEG: the codec tells them apart by their bytes. */
  private static byte[] thumbnail(Source source, PictureBounds bounds) {
    try (PictureCodec codec = new PictureCodec(bounds)) {
      RgbImage portrait = codec.decode(source.portrait(), FrameEncoding.JPEG, 0, 0);
      RgbImage face =
          PictureTransform.crop(portrait, PictureTransform.square(portrait, source.crop()));
      return codec.encodeJpeg(PictureTransform.resized(face, SIDE_PIXELS, SIDE_PIXELS), QUALITY);
    } catch (PictureException refused) {
      return new byte[0];
    }
  }
}
