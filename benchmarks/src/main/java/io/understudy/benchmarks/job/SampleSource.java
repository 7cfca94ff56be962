package io.understudy.benchmarks.job;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The rendered head that every measured stream animates, and what drives it.
 *
 * @param portrait PNG
 * @param drivingFrames JPEG, to be shown over and over
 */
public record SampleSource(ByteString portrait, List<ByteString> drivingFrames) {
  /** Permission to animate it. */
  static final Consent CONSENT =
      new Consent("nobody", "measurement", 0, "rendered by Understudy, shows nobody");

  /** Side of the portrait and of the driving frames, pixels. */
  static final int SIDE_PIXELS = 256;

  private static final int DRIVING_FRAMES = 16;
  private static final int JPEG_QUALITY = 90;

  /** Renders and encodes all of it, which takes seconds: before anything is measured. */
  public static SampleSource render() {
    return new SampleSource(renderPortrait(), renderDrivingFrames());
  }

  /** The portrait as PNG. */
  static ByteString renderPortrait() {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return UnsafeByteOperations.unsafeWrap(
          codec.encodePng(image(SampleHeads.portrait(SIDE_PIXELS))));
    }
  }

  private static List<ByteString> renderDrivingFrames() {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
        LoopedClip clip = new LoopedClip(DRIVING_FRAMES, SIDE_PIXELS)) {
      return LongStream.range(0, DRIVING_FRAMES)
          .mapToObj(frame -> codec.encodeJpeg(image(clip.picture(frame)), JPEG_QUALITY))
          .map(UnsafeByteOperations::unsafeWrap)
          .toList();
    }
  }

  private static RgbImage image(Picture picture) {
    return new RgbImage(picture.widthPixels(), picture.heightPixels(), picture.rgb());
  }
}
