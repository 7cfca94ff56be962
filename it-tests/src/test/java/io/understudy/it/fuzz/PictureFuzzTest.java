package io.understudy.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.JpegMark;
import org.junit.jupiter.api.AfterAll;

/** Pictures: whatever the bytes are, no decoder is asked for more pixels than the bounds allow. */
class PictureFuzzTest {
  private static final int MAX_PIXELS = 1 << 16;
  private static final PictureCodec CODEC =
      new PictureCodec(new PictureBounds(1 << 16, MAX_PIXELS));

  @AfterAll
  static void close() {
    CODEC.close();
  }

  @FuzzTest
  void aPictureIsDecodedWithinItsBoundsOrRefused(byte[] bytes) {
    ByteString picture = UnsafeByteOperations.unsafeWrap(bytes);
    try {
      RgbImage image = CODEC.decode(picture, FrameEncoding.JPEG, 0, 0);
      assertThat((long) image.widthPixels() * image.heightPixels())
          .isBetween(1L, (long) MAX_PIXELS);
    } catch (PictureException refused) {
      FuzzedRefusal.check(refused);
    }
  }

  @FuzzTest
  void theMarkOfAPictureIsFoundOrNot(byte[] bytes) {
    assertThat(JpegMark.read(bytes))
        .satisfiesAnyOf(
            mark -> assertThat(mark).isEmpty(),
            mark -> assertThat(mark.get()).hasSizeLessThan(201));
  }
}
