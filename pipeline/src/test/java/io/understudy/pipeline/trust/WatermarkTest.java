package io.understudy.pipeline.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.Watermark;
import io.understudy.pipeline.viewer.Heads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the invisible mark is left after JPEG at quality 75, and how often it is imagined. */
class WatermarkTest {
  private static final Path PORTRAITS = Path.of("../../shared/data/portraits");
  private static final int RENDERED = 24;
  private static final int OTHER_KEYS = 20;

  @TempDir Path folder;

  @Test
  void everyRenderedHeadKeepsItsMarkThroughJpegAndNoOtherShowsOne() throws Exception {
    List<RgbImage> heads = new ArrayList<>();
    for (int seed = 0; seed < RENDERED; seed++) {
      heads.add(decoded(Heads.portrait(seed)));
    }
    measure("rendered heads", heads);
  }

  @Test
  void everyRealPortraitKeepsItsMarkThroughJpegAndNoOtherShowsOne() throws Exception {
    assumeTrue(Files.isDirectory(PORTRAITS), "no real portraits beside the project");
    List<RgbImage> portraits = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PORTRAITS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jpg")).sorted().toList()) {
        RgbImage whole = decoded(ByteString.copyFrom(Files.readAllBytes(file)));
        RgbImage face = PictureTransform.crop(whole, PictureTransform.square(whole, Crop.CENTRE));
        portraits.add(PictureTransform.resized(face, Heads.SIDE_PIXELS, Heads.SIDE_PIXELS));
      }
    }
    measure("real portraits", portraits);
  }

  @Test
  void nobodySeesTheMark() throws Exception {
    RgbImage head = decoded(Heads.portrait(2));
    RgbImage marked = new Watermark("key").draw(head);
    double squares = 0;
    for (int i = 0; i < head.rgb().length; i++) {
      int difference = (head.rgb()[i] & 0xff) - (marked.rgb()[i] & 0xff);
      squares += difference * difference;
      assertThat(Math.abs(difference)).isLessThan(8);
    }
    double psnr = 10 * Math.log10(255 * 255 / (squares / head.rgb().length));
    assertThat(psnr).isGreaterThan(44);
  }

  @Test
  void aKeyFileMustHoldAKey() throws IOException {
    Path weak = Files.writeString(folder.resolve("weak"), "short\n");
    assertThatThrownBy(() -> Watermark.ofKeyFile(weak)).hasMessageContaining("has 5 characters");
    assertThatThrownBy(() -> Watermark.ofKeyFile(folder.resolve("none")))
        .hasMessageContaining("cannot be read");
  }

  private static void measure(String what, List<RgbImage> pictures) throws PictureException {
    Watermark mark = new Watermark("the key of this test");
    double lowest = Double.MAX_VALUE;
    double highest = -Double.MAX_VALUE;
    int missed = 0;
    for (RgbImage picture : pictures) {
      double score = mark.score(List.of(recoded(mark.draw(picture))));
      lowest = Math.min(lowest, score);
      missed += score > Watermark.THRESHOLD ? 0 : 1;
      RgbImage plain = recoded(picture);
      for (int other = 0; other < OTHER_KEYS; other++) {
        highest = Math.max(highest, new Watermark("key " + other).score(List.of(plain)));
      }
    }
    System.out.printf(
        "%d %s at JPEG quality 75: %d missed, lowest score %.1f; unmarked, %d keys: highest %.1f%n",
        pictures.size(), what, missed, lowest, OTHER_KEYS, highest);
    assertThat(missed).isZero();
    assertThat(highest).as("of unmarked pictures").isLessThan(Watermark.THRESHOLD);
  }

  private static RgbImage recoded(RgbImage image) throws PictureException {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return decoded(ByteString.copyFrom(codec.encodeJpeg(image, 75)));
    }
  }

  private static RgbImage decoded(ByteString jpeg) throws PictureException {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return codec.decode(jpeg, FrameEncoding.JPEG, 0, 0);
    }
  }
}
