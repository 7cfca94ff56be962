package io.understudy.pipeline.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.connectors.provenance.DigitalSourceType;
import io.understudy.connectors.provenance.VisibleLabel;
import io.understudy.connectors.provenance.Watermark;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.trust.Inspection.Sought;
import io.understudy.pipeline.viewer.Heads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  private static final VisibleLabel LABEL = new VisibleLabel("synthetic");
  private static final Watermark MARK = new Watermark("the key of this test");

  @TempDir Path folder;

  @Test
  void aFrameOfTheJobBearsLabelAndMetadata() throws Exception {
    Path frame = folder.resolve("frame.jpg");
    Files.write(frame, Heads.reenacted(2, 1).get(0).toByteArray());

    Inspection found = Inspection.of(frame, new Sought(LABEL, MARK, null));
    assertThat(found.digitalSourceType()).contains(DigitalSourceType.COMPOSITE.uri());
    assertThat(found.labelledPictures()).isEqualTo(1);
    assertThat(found.watermarkScore().orElseThrow()).isLessThan(Watermark.THRESHOLD);
    assertThat(found.sidecar()).isEmpty();
    assertThat(found.marked()).isTrue();
  }

  @Test
  void aPictureOfACameraBearsNothing() throws Exception {
    Path portrait = folder.resolve("portrait.jpg");
    Files.write(portrait, Heads.portrait(2).toByteArray());

    Inspection found = Inspection.of(portrait, new Sought(LABEL, MARK, null));
    assertThat(found.digitalSourceType()).isEmpty();
    assertThat(found.labelledPictures()).isZero();
    assertThat(found.marked()).isFalse();
  }

  @Test
  void aFilmKeepsAllItsMarksThroughH264() throws Exception {
    Path film = film();

    Inspection found = Inspection.of(film, new Sought(LABEL, MARK, null));
    assertThat(found.pictures()).isEqualTo(10);
    assertThat(found.digitalSourceType()).contains(DigitalSourceType.COMPOSITE.uri());
    assertThat(found.labelledPictures()).isEqualTo(10);
    assertThat(found.watermarkScore().orElseThrow()).isGreaterThan(Watermark.THRESHOLD);
  }

  @Test
  void aSidecarHoldsUntilItsFileOrItselfIsAltered() throws Exception {
    Path film = film();
    SigningKey key = SigningKey.read(KeyFiles.write(folder.resolve("key.pem")));
    Path sidecar = Sidecar.sign(film, frame(), key, Clock.systemUTC());

    Sidecar.Verdict good = Sidecar.check(film, null).orElseThrow();
    assertThat(good.signed()).isTrue();
    assertThat(good.unaltered()).isTrue();
    assertThat(good.statement().sourceId()).isEqualTo("anna");
    assertThat(good.statement().weightsId()).isEqualTo("weights-1");

    Files.write(film, new byte[] {0}, StandardOpenOption.APPEND);
    Sidecar.Verdict altered = Sidecar.check(film, null).orElseThrow();
    assertThat(altered.signed()).isTrue();
    assertThat(altered.unaltered()).isFalse();

    String text = Files.readString(sidecar);
    int payload = text.indexOf("\"payload\" : \"") + 40;
    char other = text.charAt(payload) == 'A' ? 'B' : 'A';
    Files.writeString(sidecar, text.substring(0, payload) + other + text.substring(payload + 1));
    assertThat(Sidecar.check(film, null).orElseThrow().signed()).isFalse();
    Files.writeString(sidecar, "{}");
    assertThat(Sidecar.check(film, null).orElseThrow().statement()).isNull();
  }

  @Test
  void aSignatureOfAnybodyElseIsNotThatOfTheSigner() throws Exception {
    Path film = film();
    Path mine = KeyFiles.write(folder.resolve("mine.pem"));
    Path theirs = KeyFiles.write(folder.resolve("theirs.pem"));
    Sidecar.sign(film, frame(), SigningKey.read(theirs), Clock.systemUTC());

    PublicKey trusted = SigningKey.readPublic(mine);
    assertThat(Sidecar.check(film, trusted).orElseThrow().signed()).isFalse();
    assertThat(Sidecar.check(film, SigningKey.readPublic(theirs)).orElseThrow().signed()).isTrue();
  }

  @Test
  void aKeyOfTwoDifferentHalvesIsRefused() throws Exception {
    String mine = Files.readString(KeyFiles.write(folder.resolve("mine.pem")));
    String theirs = Files.readString(KeyFiles.write(folder.resolve("theirs.pem")));
    int half = mine.indexOf("-----BEGIN PUBLIC");
    Path mixed =
        Files.writeString(
            folder.resolve("mixed.pem"),
            mine.substring(0, half) + theirs.substring(theirs.indexOf("-----BEGIN PUBLIC")));

    assertThatThrownBy(() -> SigningKey.read(mixed))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("private and the public half");
  }

  private Path film() throws Exception {
    Path film = folder.resolve("film.mp4");
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
        VideoWriter writer = VideoWriter.open(film, Heads.SIDE_PIXELS, Heads.SIDE_PIXELS, 25)) {
      List<ByteString> frames = Heads.reenacted(2, 10);
      for (int i = 0; i < frames.size(); i++) {
        RgbImage image = codec.decode(frames.get(i), FrameEncoding.JPEG, 0, 0);
        writer.write(MARK.draw(image), i * 40_000L);
      }
      writer.finish();
    }
    return film;
  }

  private static ReenactedFrame frame() {
    return new ReenactedFrame(
        "feed",
        1,
        0,
        0,
        0,
        FrameEncoding.JPEG,
        8,
        8,
        ByteString.EMPTY,
        new StageTimings(0, 0, 0, 0, 0, 1),
        "anna",
        1,
        "ostnet-compact",
        "weights-1",
        DigitalSourceType.COMPOSITE.uri());
  }
}
