package io.understudy.connectors.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static RgbImage grey(int size) {
    return grey(size, size);
  }

  private static RgbImage grey(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 128);
    return new RgbImage(width, height, rgb);
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
  void theMarkStandsBehindTheJfifHeaderWhichMustComeFirst() {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      byte[] plain = codec.encodeJpeg(grey(64), 90);
      byte[] marked = JpegMark.mark(plain, DigitalSourceType.TRAINED);
      int endOfJfif = 20;
      assertThat(Arrays.copyOf(marked, endOfJfif)).isEqualTo(Arrays.copyOf(plain, endOfJfif));
      assertThat(marked[endOfJfif + 1]).isEqualTo((byte) 0xe1);
    }
  }

  /** The other way in which RDF writes a property. */
  @Test
  void aMarkThatIsWrittenAsAnElementIsReadToo() {
    String xmp =
        "http://ns.adobe.com/xap/1.0/\0<Iptc4xmpExt:DigitalSourceType>uri</Iptc4xmpExt:Digital"
            + "SourceType>";
    byte[] head = {-1, -40, -1, -31, 0, (byte) (xmp.length() + 2)};
    byte[] jpeg = Arrays.copyOf(head, head.length + xmp.length());
    System.arraycopy(xmp.getBytes(StandardCharsets.US_ASCII), 0, jpeg, head.length, xmp.length());
    assertThat(JpegMark.read(jpeg)).contains("uri");
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

  /** The last letters would be missing where the text runs over the right edge. */
  @Test
  void theLabelFitsTheWidthOfNarrowPictures() {
    for (RgbImage narrow : new RgbImage[] {grey(96, 512), grey(64, 64), grey(64, 1080)}) {
      RgbImage labelled = new VisibleLabel("AI generated, synthetic").draw(narrow);
      for (int row = 0; row < narrow.heightPixels(); row++) {
        int lastOfRow = 3 * (row * narrow.widthPixels() + narrow.widthPixels() - 1);
        assertThat(labelled.rgb()[lastOfRow] & 0xff).isLessThanOrEqualTo(128);
      }
      assertThat(labelled.rgb()).isNotEqualTo(narrow.rgb());
    }
  }
}
