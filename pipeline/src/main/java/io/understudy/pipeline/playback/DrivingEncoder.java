package io.understudy.pipeline.playback;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.AccessUnitEncoder;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Encodes the driving pictures of one stream in their order. Not thread-safe; owns its codecs. */
final class DrivingEncoder implements AutoCloseable {
  private static final int JPEG_QUALITY = 95;
  private static final int FRAMES_PER_SECOND = 25;

  private final DrivingCodec codec;
  private final PictureCodec jpeg = new PictureCodec(PictureBounds.DEFAULT);
  private AccessUnitEncoder units;
  private RgbImage last;

  DrivingEncoder(DrivingCodec codec) {
    this.codec = codec;
  }

  /** A picture ready to travel. */
  record Encoded(FrameEncoding encoding, int widthPixels, int heightPixels, ByteString payload) {}

  /** Encodes the next picture; another size than the last one's begins with a key picture. */
  Encoded encode(RgbImage image) {
    if (codec == DrivingCodec.JPEG) {
      return new Encoded(
          FrameEncoding.JPEG,
          image.widthPixels(),
          image.heightPixels(),
          UnsafeByteOperations.unsafeWrap(jpeg.encodeJpeg(image, JPEG_QUALITY)));
    }
    try {
      AccessUnitEncoder encoder = encoderFor(image);
      ByteString unit = UnsafeByteOperations.unsafeWrap(encoder.encode(image));
      return new Encoded(FrameEncoding.H264, encoder.widthPixels(), encoder.heightPixels(), unit);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private AccessUnitEncoder encoderFor(RgbImage image) throws IOException {
    boolean sameSize =
        last != null
            && last.widthPixels() == image.widthPixels()
            && last.heightPixels() == image.heightPixels();
    if (!sameSize) {
      closeUnits();
      units =
          new AccessUnitEncoder(
              image.widthPixels(), image.heightPixels(), FRAMES_PER_SECOND, FRAMES_PER_SECOND);
    }
    last = image;
    return units;
  }

  private void closeUnits() {
    if (units != null) {
      units.close();
    }
  }

  @Override
  public void close() {
    closeUnits();
    jpeg.close();
  }
}
