package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureException.Reason;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureCodecTest {
  private final PictureCodec codec = new PictureCodec(new PictureBounds(1 << 20, 640L * 480));

  @AfterEach
  void close() {
    codec.close();
    codec.close();
  }

  /** Red grows to the right, green downwards, blue is constant. */
  private static RgbImage gradient(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = (byte) (i % width * 255 / width);
      rgb[3 * i + 1] = (byte) (i / width * 255 / height);
      rgb[3 * i + 2] = 40;
    }
    return new RgbImage(width, height, rgb);
  }

  private RgbImage decode(byte[] bytes, FrameEncoding encoding) throws PictureException {
    return codec.decode(ByteString.copyFrom(bytes), encoding, 0, 0);
  }

  @Test
  void aPngComesBackBitForBitWithItsChannelsInOrder() throws PictureException {
    RgbImage image = gradient(33, 21);
    RgbImage back = decode(codec.encodePng(image), FrameEncoding.PNG);
    assertThat(back.widthPixels()).isEqualTo(33);
    assertThat(back.heightPixels()).isEqualTo(21);
    assertThat(back.rgb()).isEqualTo(image.rgb());
  }

  @Test
  void aJpegOfHighQualityComesBackWithinAFewLevels() throws PictureException {
    RgbImage image = gradient(256, 256);
    RgbImage back = decode(codec.encodeJpeg(image, 95), FrameEncoding.JPEG);
    int largest = 0;
    for (int i = 0; i < image.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((image.rgb()[i] & 255) - (back.rgb()[i] & 255)));
    }
    assertThat(largest).isLessThanOrEqualTo(8);
  }

  @Test
  void aRawPictureIsTakenAsItIs() throws PictureException {
    RgbImage image = gradient(8, 4);
    ByteString bytes = ByteString.copyFrom(image.rgb());
    assertThat(codec.decode(bytes, FrameEncoding.RAW_RGB, 8, 4).rgb()).isEqualTo(image.rgb());
    assertThat(refusal(bytes, FrameEncoding.RAW_RGB, 8, 5).getMessage()).contains("120 bytes");
  }

  private PictureException refusal(ByteString bytes, FrameEncoding encoding, int w, int h) {
    return catchThrowableOfType(PictureException.class, () -> codec.decode(bytes, encoding, w, h));
  }

  @Test
  void aPictureThatIsTooLargeIsRefusedFromItsHeaderAlone() throws PictureException {
    byte[] jpeg;
    try (PictureCodec unbounded = new PictureCodec(PictureBounds.DEFAULT)) {
      jpeg = unbounded.encodeJpeg(gradient(800, 600), 50);
    }
    // Cut behind the header: nothing but the header can have been read.
    ByteString head = ByteString.copyFrom(jpeg, 0, 700);
    PictureException refused = refusal(head, FrameEncoding.JPEG, 0, 0);
    assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(refused.getMessage()).contains("800x600");
  }

  @Test
  void damagedEmptyAndForeignBytesAreRefusedWithTheirReason() {
    assertThat(refusal(ByteString.EMPTY, FrameEncoding.JPEG, 0, 0).reason())
        .isEqualTo(Reason.UNDECODABLE);
    assertThat(refusal(ByteString.copyFromUtf8("hello"), FrameEncoding.PNG, 0, 0).reason())
        .isEqualTo(Reason.UNDECODABLE);
    byte[] png = codec.encodePng(gradient(64, 64));
    ByteString zero = ByteString.copyFrom(png).substring(0, 16).concat(zeros(8));
    assertThat(refusal(zero, FrameEncoding.PNG, 0, 0).getMessage()).contains("0x0");
    ByteString cut = ByteString.copyFrom(png, 0, 40);
    assertThat(refusal(cut, FrameEncoding.PNG, 0, 0).reason()).isEqualTo(Reason.UNDECODABLE);
    assertThat(refusal(ByteString.copyFrom(png), FrameEncoding.H264, 0, 0).reason())
        .isEqualTo(Reason.UNSUPPORTED_ENCODING);
    ByteString many = ByteString.copyFrom(new byte[(1 << 20) + 1]);
    assertThat(refusal(many, FrameEncoding.JPEG, 0, 0).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  private static ByteString zeros(int count) {
    return ByteString.copyFrom(new byte[count]);
  }

  @Test
  void nativeMemoryDoesNotGrowWithTheNumberOfPictures() throws PictureException {
    byte[] jpeg = codec.encodeJpeg(gradient(256, 256), 80);
    decode(jpeg, FrameEncoding.JPEG);
    long before = Pointer.totalBytes();
    for (int i = 0; i < 200; i++) {
      codec.encodeJpeg(decode(jpeg, FrameEncoding.JPEG), 80);
    }
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before + 64);
  }

  @Test
  void aCropStaysInsideThePictureAndKeepsItsPixels() {
    RgbImage image = gradient(40, 20);
    PictureTransform.Square corner = PictureTransform.square(image, new Crop(1, 1, 0.5));
    assertThat(corner).isEqualTo(new PictureTransform.Square(30, 10, 10));
    byte[] cut = PictureTransform.crop(image, corner).rgb();
    assertThat(Arrays.copyOf(cut, 3))
        .isEqualTo(Arrays.copyOfRange(image.rgb(), 3 * (10 * 40 + 30), 3 * (10 * 40 + 30) + 3));
    assertThat(PictureTransform.resized(image, 40, 20)).isSameAs(image);
    assertThat(PictureTransform.resized(image, 10, 10).rgb()).hasSize(300);
  }

  @Test
  void aQuarterTurnCounterClockwiseBringsTheRightEdgeToTheTop() {
    RgbImage image = gradient(4, 2);
    RgbImage turned = PictureTransform.turned(image, 1);
    assertThat(turned.widthPixels()).isEqualTo(2);
    assertThat(Arrays.copyOf(turned.rgb(), 3)).isEqualTo(Arrays.copyOfRange(image.rgb(), 9, 12));
  }
}
