package io.understudy.operators.inference;

import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.FaceTracking.Choice;
import io.understudy.connectors.contract.FaceTracking.Lost;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.picture.Pictures;
import io.understudy.operators.source.FaceStreams;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.LiveChain;
import io.understudy.operators.testing.RenderedHeads;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two rendered heads side by side, each with a source of one plain colour. */
class SeveralFacesTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = WIDTH / 4;
  private static final int RIGHT = 3 * WIDTH / 4;
  private static final int[] BLACK = {10, 10, 10};
  private static final int[] WHITE = {240, 240, 240};

  /** Level of a cover, as JPEG leaves it. */
  private static final Condition<Integer> COVERED =
      new Condition<>(level -> level >= 46 && level <= 50, "the level of a cover");

  private final FakeModels models = new FakeModels("SeveralFacesTest");
  private final LiveOptions options = LiveOptions.DEFAULTS;

  private static FaceTracking face(int index, Lost lost) {
    return new FaceTracking(Choice.INDEX, 0, 0, index, lost, 0.12);
  }

  private static Session session() {
    return session(Lost.HOLD);
  }

  private static Session session(Lost lost) {
    return new Session(
            "a",
            "s",
            "fake",
            FakeModels.WEIGHTS,
            MotionMode.RELATIVE,
            DeliveryMode.COMPLETE,
            0,
            Crop.CENTRE,
            0,
            true,
            true,
            false)
        .steadied(null, 0, face(0, lost))
        .withOtherFaces(List.of(new OtherFace("t", face(1, lost))));
  }

  private Session other() {
    return FaceStreams.sessions(session(), options.maxParallelism()).get(1);
  }

  private static DrivingFrame driving(int number, long... heads) {
    RgbImage image = RenderedHeads.sideBySide(WIDTH, HEIGHT, 0, heads);
    return frame("a", 0, number, 1_000_000L + 40_000L * number, Pictures.toModel(image));
  }

  private LiveChain running() throws Exception {
    return LiveChain.start(options, models)
        .update(start(other(), 1, WHITE))
        .update(start(session(), 1, BLACK));
  }

  private static List<RgbImage> pictures(LiveChain chain) throws PictureException {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      List<RgbImage> pictures = new ArrayList<>();
      for (var frame : chain.frames()) {
        pictures.add(codec.decode(frame.payload(), frame.encoding(), 0, 0));
      }
      return pictures;
    }
  }

  private static int level(RgbImage image, int x) {
    return image.rgb()[3 * (HEIGHT / 2 * WIDTH + x)] & 0xff;
  }

  @Test
  void eachFaceTurnsIntoItsOwnSourceAndTheRestStays() throws Exception {
    try (LiveChain chain = running()) {
      RgbImage picture = pictures(chain.frame(driving(0, 3, 8)).flush()).get(0);
      assertThat(level(picture, LEFT)).isLessThan(30);
      assertThat(level(picture, RIGHT)).isGreaterThan(220);
      assertThat(level(picture, WIDTH / 2)).isBetween(85, 95);
      assertThat(chain.frames()).hasSize(1);
    }
  }

  @Test
  void bothFacesGoInOneCallOfTheModel() throws Exception {
    try (LiveChain chain = running()) {
      chain.frame(driving(0, 3, 8)).flush();
      assertThat(models.loaded("fake").batches()).containsExactly(2);
    }
  }

  @Test
  void aFaceThatIsNotThereIsLeftOut() throws Exception {
    try (LiveChain chain = running()) {
      chain.frame(driving(0, 3)).flush();
      assertThat(models.loaded("fake").batches()).containsExactly(1);
      assertThat(level(pictures(chain).get(0), WIDTH / 2)).isLessThan(30);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Lost.class,
      names = {"HOLD", "SLATE"})
  void aFaceIsCoveredUntilItsSourceIsThere(Lost lost) throws Exception {
    try (LiveChain chain = LiveChain.start(options, models)) {
      chain.update(start(session(lost), 1, BLACK));
      chain.frame(driving(0, 3, 8)).frame(driving(1, 3, 8)).flush();
      chain.update(start(other(), 1, WHITE)).frame(driving(2, 3, 8)).flush();
      List<RgbImage> pictures = pictures(chain);
      assertThat(pictures).extracting(image -> level(image, LEFT)).allMatch(level -> level < 30);
      assertThat(level(pictures.get(0), RIGHT)).is(COVERED);
      assertThat(level(pictures.get(1), RIGHT)).is(COVERED);
      assertThat(level(pictures.get(2), RIGHT)).isGreaterThan(220);
    }
  }

  @Test
  void aroundACoverThePictureStays() throws Exception {
    try (LiveChain chain = LiveChain.start(options, models)) {
      chain.update(start(session(), 1, BLACK)).frame(driving(0, 3, 8)).flush();
      assertThat(level(pictures(chain).get(0), WIDTH / 2)).isBetween(85, 95);
      assertThat(level(pictures(chain).get(0), WIDTH - 5)).isBetween(85, 95);
    }
  }

  @Test
  void aSessionThatLetsFacesPassCoversNone() throws Exception {
    try (LiveChain chain = LiveChain.start(options, models)) {
      chain.update(start(session(Lost.PASS_THROUGH), 1, BLACK)).frame(driving(0, 3, 8)).flush();
      assertThat(level(pictures(chain).get(0), RIGHT)).isGreaterThan(55);
    }
  }

  @Test
  void aFaceWhoseFeaturesCannotBeUsedIsCovered() throws Exception {
    SessionUpdate good = start(other(), 1, WHITE);
    SessionUpdate broken =
        new SessionUpdate(
            good.kind(),
            good.stopReason(),
            good.revision(),
            good.session(),
            good.sourceVersion(),
            good.model(),
            "broken",
            new byte[] {1});
    try (LiveChain chain = LiveChain.start(options, models)) {
      chain.update(broken).update(start(session(), 1, BLACK)).frame(driving(0, 3, 8)).flush();
      assertThat(level(pictures(chain).get(0), RIGHT)).is(COVERED);
    }
  }

  @Test
  void aCoveredFaceIsCoveredAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(options, models)) {
      state = chain.update(start(session(), 1, BLACK)).frame(driving(0, 3, 8)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(options, models, state, 1, 0)) {
      chain.frame(driving(1, 3, 8)).flush();
      assertThat(level(pictures(chain).get(0), RIGHT)).is(COVERED);
    }
  }

  @Test
  void aWithdrawnSourceIsGoneFromTheNextFrameOn() throws Exception {
    try (LiveChain chain = running()) {
      chain.frame(driving(0, 3, 8)).flush();
      chain
          .update(SessionUpdate.stop(other(), 2, StopReason.WITHDRAWN))
          .frame(driving(1, 3, 8))
          .flush();
      RgbImage after = pictures(chain).get(1);
      assertThat(level(after, LEFT)).isLessThan(30);
      assertThat(level(after, RIGHT)).isLessThan(220).is(COVERED);
      assertThat(chain.events())
          .extracting(StreamEvent::streamId, StreamEvent::kind)
          .contains(tuple("a", StreamEvent.Kind.WITHDRAWN));
    }
  }

  @Test
  void bothFacesGoOnAfterARestartWithAnyParallelism() throws Exception {
    OperatorSubtaskState state;
    try (LiveChain chain = running()) {
      state = chain.frame(driving(0, 3, 8)).snapshot();
    }
    int index = LiveChain.isOf("a", options, 3, 0) ? 0 : LiveChain.isOf("a", options, 3, 1) ? 1 : 2;
    try (LiveChain chain = LiveChain.restore(options, models, state, 3, index)) {
      RgbImage picture = pictures(chain.frame(driving(1, 3, 8)).flush()).get(0);
      assertThat(level(picture, LEFT)).isLessThan(30);
      assertThat(level(picture, RIGHT)).isGreaterThan(220);
    }
  }
}
