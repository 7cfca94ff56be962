package io.understudy.operators.inference;

import static io.understudy.operators.testing.Frames.encoded;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeadLetter.Reason;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.PictureOptions;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.LiveChain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames that no step foresees: each is a dead letter, and the next of its stream is served. */
@Timeout(60)
class OddPictureTest {
  private final FakeModels models = new FakeModels("OddPictureTest");

  private static LiveOptions roomy() {
    return options().withPicture(new PictureOptions(PictureBounds.MOST_BYTES, 1 << 24, 90));
  }

  private static Session session(int outputPixels, boolean pasteBack) {
    return new Session(
        "a",
        "s",
        "",
        "",
        MotionMode.RELATIVE,
        DeliveryMode.COMPLETE,
        0,
        Crop.CENTRE,
        outputPixels,
        pasteBack,
        true,
        false);
  }

  private static DrivingFrame raw(int number, int width, int height) {
    Picture picture = new Picture(width, height, new byte[3 * width * height]);
    return frame("a", 0, number, 1_000_000L + 40_000L * number, picture);
  }

  private DeadLetter letterBetweenTwoFrames(Session session, DrivingFrame odd) throws Exception {
    try (LiveChain chain = LiveChain.start(roomy(), models)) {
      chain.update(start(session, 1, 10, 20, 30));
      chain.frame(raw(0, 80, 80)).frame(odd).frame(raw(2, 80, 80)).flush();
      assertThat(chain.frames()).extracting(ReenactedFrame::sequence).containsExactly(0L, 2L);
      assertThat(chain.deadLetters()).hasSize(1);
      return chain.deadLetters().get(0);
    }
  }

  @Test
  void aRawFrameThatIsLongerThanAJpegCanBe() throws Exception {
    DeadLetter letter = letterBetweenTwoFrames(session(0, true), raw(1, 66_000, 16));
    assertThat(letter.reason()).isEqualTo(Reason.PICTURE_TOO_LARGE);
    assertThat(letter.message()).contains("66000x16");
  }

  @Test
  void aPngThatIsLongerThanAJpegCanBe() throws Exception {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      byte[] png = codec.encodePng(new RgbImage(66_000, 16, new byte[3 * 66_000 * 16]));
      DrivingFrame odd = encoded("a", 1, FrameEncoding.PNG, png);
      DeadLetter letter = letterBetweenTwoFrames(session(0, true), odd);
      assertThat(letter.reason()).isEqualTo(Reason.PICTURE_TOO_LARGE);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 2000", "5000, 20"})
  void aNarrowFrameThatWouldBecomeHuge(int width, int height) throws Exception {
    DeadLetter letter = letterBetweenTwoFrames(session(4096, true), raw(1, width, height));
    assertThat(letter.reason()).isEqualTo(Reason.PICTURE_TOO_LARGE);
    assertThat(letter.message()).contains("%dx%d pixels becomes".formatted(width, height));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "16384, 1", "1, 16384", "16384, 16", "16, 16384", "3, 2"})
  void theNarrowestFramesAreFollowedAndPasted(int width, int height) throws Exception {
    Session following = session(0, true).steadied(null, 0, FaceTracking.DEFAULT);
    try (LiveChain chain = LiveChain.start(roomy(), models)) {
      chain.update(start(following, 1, 10, 20, 30));
      chain.frame(raw(0, width, height)).frame(raw(1, 80, 80)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1");
    }
  }

  @Test
  void aFrameWhosePictureCannotBeEncoded() throws Exception {
    try (LiveChain chain = LiveChain.start(roomy(), models)) {
      chain.update(start(session(0, false), 1, 10, 20, 30));
      chain.frame(raw(0, 80, 80)).flush();
      models.loaded("fake").drawNext(new Picture(66_000, 1, new byte[3 * 66_000]));
      chain.frame(raw(1, 80, 80)).flush();
      chain.frame(raw(2, 80, 80)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:2");
      DeadLetter letter = chain.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo(Reason.MODEL_FAILURE);
      assertThat(letter.message()).startsWith("frame 1 of stream a cannot be reenacted (");
    }
  }

  private static LiveOptions withNetworks(Path folder) {
    LiveOptions o = roomy();
    return new LiveOptions(
        o.batch(),
        o.sessionLimits(),
        o.sessionDefaults(),
        o.picture(),
        o.mark(),
        o.maxParallelism(),
        folder.toString());
  }

  @Test
  void onlyStreamsWhoseFacesAreFollowedNeedNetworksThatCanBeRead(@TempDir Path folder)
      throws Exception {
    for (String file : new String[] {"face_detection_short_range.tflite", "face_landmark.tflite"}) {
      Files.writeString(folder.resolve(file), "no network");
    }
    Session following = session(0, true).steadied(null, 0, FaceTracking.DEFAULT);
    try (LiveChain chain = LiveChain.start(withNetworks(folder), models)) {
      chain.update(start(following, 1, 10, 20, 30)).frame(raw(0, 80, 80)).flush();
      chain.update(start(session(0, true), 2, 10, 20, 30)).frame(raw(1, 80, 80)).flush();
      assertThat(chain.frameNames()).containsExactly("a:0:1");
      assertThat(chain.deadLetters())
          .singleElement()
          .extracting(DeadLetter::message)
          .asString()
          .contains("face_detection_short_range.tflite");
    }
  }
}
