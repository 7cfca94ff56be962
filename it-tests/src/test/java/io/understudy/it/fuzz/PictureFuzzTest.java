package io.understudy.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.AccessUnit;
import io.understudy.connectors.media.AccessUnitDecoder;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.JpegMark;
import org.junit.jupiter.api.AfterAll;

/** Pictures: whatever the bytes are, no decoder is asked for more pixels than the bounds allow. */
class PictureFuzzTest {
  private static final int MAX_PIXELS = 1 << 16;
  private static final PictureBounds BOUNDS = new PictureBounds(1 << 16, MAX_PIXELS);
  private static final PictureCodec CODEC = new PictureCodec(BOUNDS);

  @AfterAll
  static void close() {
    CODEC.close();
  }

  @FuzzTest
  void aPictureIsDecodedWithinItsBoundsOrRefused(byte[] bytes) {
    ByteString picture = UnsafeByteOperations.unsafeWrap(bytes);
    try {
      assertBounded(CODEC.decode(picture, FrameEncoding.JPEG, 0, 0));
    } catch (PictureException refused) {
      FuzzedRefusal.check(refused);
    }
  }

  /** Twice, as a decoder remembers; a fresh one each time, so that an input says all. */
  @FuzzTest
  void anAccessUnitIsDecodedWithinItsBoundsOrRefused(byte[] bytes) {
    ByteString unit = UnsafeByteOperations.unsafeWrap(bytes);
    try (AccessUnitDecoder decoder = new AccessUnitDecoder(BOUNDS)) {
      assertThat(AccessUnit.of(unit)).isNotNull();
      assertBounded(decoder.decode(unit));
      assertBounded(decoder.decode(unit));
    } catch (PictureException refused) {
      FuzzedRefusal.check(refused);
    }
  }

  private static void assertBounded(RgbImage image) {
    assertThat((long) image.widthPixels() * image.heightPixels()).isBetween(1L, (long) MAX_PIXELS);
  }

  @FuzzTest
  void theMarkOfAPictureIsFoundOrNot(byte[] bytes) {
    assertThat(JpegMark.read(bytes))
        .satisfiesAnyOf(
            mark -> assertThat(mark).isEmpty(),
            mark -> assertThat(mark.get()).hasSizeLessThan(201));
  }
}
