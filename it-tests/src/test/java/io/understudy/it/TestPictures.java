package io.understudy.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;

/** Small pictures that differ by their seed and move with their number. One thread. */
final class TestPictures implements AutoCloseable {
  static final int SIDE = 64;

  private final PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);

  /** A portrait, PNG. */
  ByteString portrait(int seed) {
    return UnsafeByteOperations.unsafeWrap(codec.encodePng(picture(seed, 0)));
  }

  /** A driving frame, JPEG. */
  ByteString driving(int seed, long number) {
    return UnsafeByteOperations.unsafeWrap(codec.encodeJpeg(picture(seed, number), 90));
  }

  /** What is left of a picture after the job's encoding. */
  RgbImage throughJpeg(RgbImage image, int quality) {
    return decode(UnsafeByteOperations.unsafeWrap(codec.encodeJpeg(image, quality)));
  }

  RgbImage decode(ByteString bytes) {
    boolean png = bytes.byteAt(0) == (byte) 0x89;
    try {
      return codec.decode(bytes, png ? FrameEncoding.PNG : FrameEncoding.JPEG, 0, 0);
    } catch (PictureException e) {
      throw new AssertionError("a picture of the job cannot be decoded", e);
    }
  }

  /** A JPEG that claims 60000x60000 pixels: start of image and of frame, nothing behind. */
  static ByteString hugeJpegHeader() {
    byte[] header = {
      (byte) 0xff,
      (byte) 0xd8,
      (byte) 0xff,
      (byte) 0xc0,
      0,
      17,
      8,
      (byte) 0xea,
      0x60,
      (byte) 0xea,
      0x60,
      3,
      1,
      0x22,
      0,
      2,
      0x11,
      1,
      3,
      0x11,
      1
    };
    return ByteString.copyFrom(header);
  }

  @Override
  public void close() {
    codec.close();
  }

  /** A disc on a gradient; the disc travels with {@code number}, the colours follow the seed. */
  private static RgbImage picture(int seed, long number) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    double centreX = SIDE / 2.0 + 12 * Math.sin(0.5 * number + seed);
    double centreY = SIDE / 2.0 + 8 * Math.cos(0.3 * number);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inside = Math.hypot(x - centreX, y - centreY) < 14;
        int at = 3 * (y * SIDE + x);
        rgb[at] = (byte) (inside ? 60 * seed + 40 : 3 * x);
        rgb[at + 1] = (byte) (inside ? 200 - 50 * seed : 3 * y);
        rgb[at + 2] = (byte) (inside ? 90 : 128);
      }
    }
    return new RgbImage(SIDE, SIDE, rgb);
  }
}
