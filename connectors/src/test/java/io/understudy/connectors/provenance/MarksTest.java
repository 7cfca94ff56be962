package io.understudy.connectors.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static RgbImage grey(int size) {
    byte[] rgb = new byte[3 * size * size];
    Arrays.fill(rgb, (byte) 128);
    return new RgbImage(size, size, rgb);
  }

  @Test
  void aMarkedJpegStatesItsTypeAndDecodesToTheSamePixels() throws PictureException {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      byte[] plain = codec.encodeJpeg(grey(64), 90);
      byte[] marked = JpegMark.mark(plain, DigitalSourceType.COMPOSITE);
      assertThat(JpegMark.read(plain)).isEmpty();
      assertThat(JpegMark.read(marked)).contains(DigitalSourceType.COMPOSITE.uri());
      assertThat(codec.decode(ByteString.copyFrom(marked), FrameEncoding.JPEG, 0, 0).rgb())
          .isEqualTo(codec.decode(ByteString.copyFrom(plain), FrameEncoding.JPEG, 0, 0).rgb());
    }
    assertThatThrownBy(() -> JpegMark.mark(new byte[8], DigitalSourceType.TRAINED))
        .hasMessageContaining("only a JPEG");
  }

  @Test
  void readingAMarkNeverFailsOnForeignBytes() {
    assertThat(JpegMark.read(new byte[0])).isEmpty();
    assertThat(JpegMark.read(new byte[] {-1, -40, -1, -31, -1, -1, 1})).isEmpty();
    assertThat(JpegMark.read(new byte[] {-1, -40, -1, -31, 0, 0, 1, 1})).isEmpty();
  }

  @Test
  void theLabelChangesTheLowerLeftOfACopyOnly() {
    RgbImage image = grey(256);
    byte[] labelled = new VisibleLabel("AI generated").draw(image).rgb();
    assertThat(image.rgb()).containsOnly(128);
    int upperHalf = 3 * 256 * 128;
    assertThat(Arrays.copyOf(labelled, upperHalf)).containsOnly(128);
    byte[] corner = Arrays.copyOfRange(labelled, 3 * 256 * 235, 3 * 256 * 236);
    assertThat(corner).contains((byte) 51);
    int brightest = 0;
    for (byte level : labelled) {
      brightest = Math.max(brightest, level & 0xff);
    }
    assertThat(brightest).isGreaterThan(200);
    RgbImage tiny = grey(32);
    assertThat(new VisibleLabel("AI generated").draw(tiny)).isSameAs(tiny);
  }
}
