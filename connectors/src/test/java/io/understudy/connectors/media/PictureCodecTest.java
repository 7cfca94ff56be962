package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureException.Reason;
import java.util.Arrays;
import java.util.Random;
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
  void aPictureWithALongSideIsRefusedHoweverFewItsPixels() throws PictureException {
    ByteString raw = zeros(3 * 16385);
    PictureException wide = refusal(raw, FrameEncoding.RAW_RGB, 16385, 1);
    assertThat(wide.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(wide).hasMessageContaining("16385x1").hasMessageContaining("16384 a side");
    ByteString high = ByteString.copyFrom(codec.encodePng(gradient(1, 16385)));
    assertThat(refusal(high, FrameEncoding.PNG, 0, 0)).hasMessageContaining("1x16385");
    RgbImage longest = gradient(PictureBounds.MOST_SIDE, 1);
    assertThat(decode(codec.encodeJpeg(longest, 80), FrameEncoding.JPEG).widthPixels())
        .isEqualTo(PictureBounds.MOST_SIDE);
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

  @Test
  void aPictureThatBreaksOffIsRefusedWhereverItDoes() {
    byte[] jpeg = codec.encodeJpeg(gradient(96, 64), 85);
    byte[] png = codec.encodePng(gradient(96, 64));
    for (int kept = 0; kept < jpeg.length; kept++) {
      ByteString cut = ByteString.copyFrom(jpeg, 0, kept);
      assertThat(refusal(cut, FrameEncoding.JPEG, 0, 0)).as("JPEG cut at %d", kept).isNotNull();
    }
    for (int kept = 0; kept < png.length - 4; kept++) {
      ByteString cut = ByteString.copyFrom(png, 0, kept);
      assertThat(refusal(cut, FrameEncoding.PNG, 0, 0)).as("PNG cut at %d", kept).isNotNull();
    }
    ByteString half = ByteString.copyFrom(jpeg, 0, jpeg.length / 2);
    assertThat(refusal(half, FrameEncoding.JPEG, 0, 0).reason()).isEqualTo(Reason.UNDECODABLE);
    assertThat(refusal(half, FrameEncoding.JPEG, 0, 0)).hasMessageContaining("breaks off");
  }

  @Test
  void bytesBehindTheEndOfAPictureDoNotMatter() throws PictureException {
    byte[] jpeg = codec.encodeJpeg(gradient(96, 64), 85);
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 100);
    assertThat(decode(padded, FrameEncoding.JPEG).rgb())
        .isEqualTo(decode(jpeg, FrameEncoding.JPEG).rgb());
  }

  /**
   * The decoder skips marker 01 and what follows up to the next marker, here a frame header of
   * 800x600; a walk by segment lengths would skip that one and find 16x16 behind it.
   */
  @Test
  void aFrameHeaderThatIsHiddenFromTheBoundsIsRefused() {
    byte[] jpeg;
    try (PictureCodec unbounded = new PictureCodec(PictureBounds.DEFAULT)) {
      jpeg = unbounded.encodeJpeg(gradient(800, 600), 50);
    }
    ByteString plain = ByteString.copyFrom(jpeg);
    int at = indexOfFrameHeader(jpeg);
    int length = 2 + jpeg[at + 3];
    ByteString real = plain.substring(at, at + length);
    byte[] small = real.toByteArray();
    System.arraycopy(new byte[] {0, 16, 0, 16}, 0, small, 5, 4);
    ByteString crafted =
        plain
            .substring(0, at)
            .concat(bytes(0xff, 0x01, 0, 2 + length + 4))
            .concat(real)
            .concat(bytes(0xff, 0xfe, 0, 2 + length))
            .concat(ByteString.copyFrom(small))
            .concat(plain.substring(at + length));
    assertThat(refusal(crafted, FrameEncoding.JPEG, 0, 0).reason()).isEqualTo(Reason.UNDECODABLE);
  }

  private static int indexOfFrameHeader(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xc0) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
    }
    return at;
  }

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }

  @Test
  void aJpegOfVeryManyScansIsRefusedForTheTimeThatItWouldTake() {
    byte[] jpeg = codec.encodeJpeg(gradient(64, 64), 85);
    ByteString many = ByteString.copyFrom(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 200; i++) {
      many = many.concat(bytes(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0));
    }
    PictureException refused = refusal(many.concat(bytes(0xff, 0xd9)), FrameEncoding.JPEG, 0, 0);
    assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(refused).hasMessageContaining("201 scans");
  }

  @Test
  void aPngWhoseFirstChunkIsNotItsHeaderIsRefused() {
    byte[] png = codec.encodePng(gradient(16, 16));
    png[12] = 'x';
    assertThat(refusal(ByteString.copyFrom(png), FrameEncoding.PNG, 0, 0))
        .hasMessageContaining("header");
  }

  @Test
  void aPictureThatNoTopicCouldTakeIsEncodedWithLessQuality() throws PictureException {
    byte[] noise = new byte[3 * 2600 * 2600];
    new Random(5).nextBytes(noise);
    RgbImage image = new RgbImage(2600, 2600, noise);
    try (PictureCodec unbounded = new PictureCodec(PictureBounds.DEFAULT)) {
      byte[] jpeg = unbounded.encodeJpeg(image, 100);
      assertThat(jpeg).hasSizeBetween(1 << 20, PictureCodec.MAX_JPEG_BYTES);
      ByteString bytes = ByteString.copyFrom(jpeg);
      assertThat(unbounded.decode(bytes, FrameEncoding.JPEG, 0, 0).widthPixels()).isEqualTo(2600);
    }
  }

  @Test
  void aClosedCodecSaysSo() {
    codec.close();
    assertThatThrownBy(() -> codec.encodeJpeg(gradient(8, 8), 80)).hasMessageContaining("closed");
    assertThatThrownBy(() -> decode(new byte[8], FrameEncoding.JPEG))
        .isInstanceOf(IllegalStateException.class);
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
  void noRecordIsKeptOfPicturesWhoseJpegsDifferInSize() {
    Random random = new Random(1);
    codec.encodeJpeg(gradient(64, 64), 80);
    long before = Pointer.totalCount();
    for (int i = 0; i < 50; i++) {
      codec.encodeJpeg(gradient(64 + random.nextInt(192), 64), 80);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before + 1);
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
