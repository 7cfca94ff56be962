package io.understudy.operators.inference;

import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.FaceTracking.Choice;
import io.understudy.connectors.contract.FaceTracking.Lost;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.PictureOptions;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.LiveChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Streams whose driving face is found and followed in whole pictures. */
class FollowedFaceTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 200;
  private static final int HEAD = 160;
  private static final byte WALL = 90;
  private static final int SLATE = 50;

  private final FakeModels models = new FakeModels("FollowedFaceTest");

  private static LiveOptions roomy() {
    PictureOptions o = options().picture();
    return options().withPicture(new PictureOptions(o.maxBytes(), WIDTH * HEIGHT, o.jpegQuality()));
  }

  private static Session following(Lost lost) {
    return Frames.complete("a", "s")
        .steadied(null, 0, new FaceTracking(Choice.LARGEST, 0, 0, 0, lost, 0.12));
  }

  /** A wall, with a head {@code left} pixels from the left unless that is negative. */
  private static DrivingFrame driving(int number, int left) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(rgb, WALL);
    if (left >= 0) {
      HeadState state = new HeadState(0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0);
      Picture head =
          HeadRenderer.render(new Scene(HeadIdentity.random(3), state, Light.STUDIO), HEAD);
      for (int row = 0; row < HEAD; row++) {
        System.arraycopy(
            head.rgb(), 3 * row * HEAD, rgb, 3 * ((row + 20) * WIDTH + left), 3 * HEAD);
      }
    }
    return frame("a", 0, number, 1_000_000L + 40_000L * number, new Picture(WIDTH, HEIGHT, rgb));
  }

  private List<RgbImage> play(Lost lost, int... places) throws Exception {
    try (LiveChain chain = LiveChain.start(roomy(), models)) {
      chain.update(start(following(lost), 1, 10, 20, 30));
      for (int i = 0; i < places.length; i++) {
        chain.frame(driving(i, places[i]));
      }
      return pictures(chain.flush());
    }
  }

  private static List<RgbImage> pictures(LiveChain chain) throws Exception {
    List<RgbImage> pictures = new ArrayList<>();
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      for (ReenactedFrame frame : chain.frames()) {
        assertThat(frame.digitalSourceType()).contains("rainedAlgorithmicMedia");
        pictures.add(codec.decode(frame.payload(), frame.encoding(), 0, 0));
      }
    }
    return pictures;
  }

  private static int level(RgbImage picture) {
    return 10 * Math.round((picture.rgb()[0] & 0xff) / 10f);
  }

  @Test
  void theFaceDrivesWhereverItIs() throws Exception {
    List<RgbImage> still = play(Lost.SLATE, 20, 20, 20);
    List<RgbImage> elsewhere = play(Lost.SLATE, 120, 120, 120);
    assertThat(still).hasSize(3);
    assertThat(elsewhere.get(2).rgb()).isEqualTo(still.get(2).rgb());
    assertThat(level(still.get(2))).isEqualTo(10);
  }

  @Test
  void aPictureIsHeldWhileTheFaceIsLostAndDrivesAgainWhenItIsBack() throws Exception {
    List<RgbImage> pictures = play(Lost.HOLD, 20, -1, -1, 20, -1);
    assertThat(pictures).hasSize(5);
    assertThat(pictures.get(1).rgb()).isEqualTo(pictures.get(0).rgb());
    assertThat(pictures.get(2).rgb()).isEqualTo(pictures.get(0).rgb());
    assertThat(pictures.get(4).rgb()).isEqualTo(pictures.get(3).rgb());
  }

  @Test
  void thereIsASlateBeforeTheFirstFaceAndWhereTheSessionWantsOne() throws Exception {
    assertThat(level(play(Lost.HOLD, -1).get(0))).isEqualTo(SLATE);
    List<RgbImage> pictures = play(Lost.SLATE, 20, -1);
    assertThat(level(pictures.get(0))).isEqualTo(10);
    assertThat(level(pictures.get(1))).isEqualTo(SLATE);
    assertThat(pictures.get(1).widthPixels()).isEqualTo(FakeReenactor.SIZE);
  }

  @Test
  void theDrivingPicturePassesThroughWhereTheSessionWantsIt() throws Exception {
    List<RgbImage> pictures = play(Lost.PASS_THROUGH, 20, -1);
    assertThat(level(pictures.get(1))).isEqualTo(WALL);
  }

  @Test
  void aHeldPictureOfAnEarlierSourceIsNeverShown() throws Exception {
    try (LiveChain chain = LiveChain.start(roomy(), models)) {
      chain.update(start(following(Lost.HOLD), 1, 10, 20, 30)).frame(driving(0, 20)).flush();
      Session other =
          Frames.complete("a", "t").steadied(null, 0, following(Lost.HOLD).faceTracking());
      chain.update(start(other, 2, 90, 80, 70)).frame(driving(1, -1)).flush();
      assertThat(pictures(chain)).extracting(FollowedFaceTest::level).containsExactly(10, SLATE);
    }
  }

  @Test
  void aRestoredStreamGoesOnFollowingItsFace() throws Exception {
    List<RgbImage> straight = play(Lost.SLATE, 20, 60, 100, 120);
    OperatorSubtaskState state;
    try (LiveChain chain = LiveChain.start(roomy(), models)) {
      chain.update(start(following(Lost.SLATE), 1, 10, 20, 30));
      state = chain.frame(driving(0, 20)).frame(driving(1, 60)).snapshot();
    }
    try (LiveChain chain = LiveChain.restore(roomy(), models, state, 1, 0)) {
      chain.frame(driving(2, 100)).frame(driving(3, 120)).flush();
      List<RgbImage> restored = pictures(chain);
      assertThat(restored.get(0).rgb()).isEqualTo(straight.get(2).rgb());
      assertThat(restored.get(1).rgb()).isEqualTo(straight.get(3).rgb());
    }
  }
}
