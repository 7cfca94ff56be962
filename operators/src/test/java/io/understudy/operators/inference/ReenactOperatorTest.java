package io.understudy.operators.inference;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.complete;
import static io.understudy.operators.testing.Frames.encoded;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.plain;
import static io.understudy.operators.testing.Frames.png;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.JpegMark;
import io.understudy.model.Picture;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.LiveChain;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReenactOperatorTest {
  private final FakeModels models = new FakeModels("ReenactOperatorTest");
  private LiveChain chain;
  private boolean failed;

  @BeforeEach
  void startStreams() throws Exception {
    chain = LiveChain.start(options(), models);
    chain.update(start(session("a", "s"), 1, 10, 20, 30));
    chain.update(start(session("b", "t"), 1, 90, 80, 70));
    chain.update(start(complete("c", "s"), 1, 10, 20, 30));
    chain.update(
        start(session("o", "s", "other", MotionMode.RELATIVE, DeliveryMode.LIVE), 1, 10, 20, 30));
  }

  @AfterEach
  void closesEverything() throws Exception {
    for (String preset : new String[] {"fake", "other"}) {
      if (models.loaded(preset) != null) {
        models.loaded(preset).releaseAll();
      }
    }
    if (failed) {
      chain.abandon();
    } else {
      chain.close();
    }
    assertThat(fake().openFeatures()).isZero();
    assertThat(fake().closed()).isTrue();
  }

  private FakeReenactor fake() {
    return models.loaded("fake");
  }

  /** Frame 0 of stream "a" runs alone and is held inside the model, frame 1 waits behind it. */
  private void occupyWorker() throws Exception {
    chain.frame(frame("a", 0, 0, 50, 50, 50)).flush();
    fake().awaitBatchStart();
    fake().hold();
    chain.frame(frame("a", 0, 1, 50, 50, 50));
    fake().awaitBatchStart();
    chain.frame(frame("a", 0, 2, 50, 50, 50));
  }

  @Test
  void batchesAcrossStreamsWhileTheWorkerIsBusyAndKeepsTheOrderOfEach() throws Exception {
    occupyWorker();
    chain.frame(frame("b", 0, 0, 1, 1, 1)).frame(frame("a", 0, 3, 2, 2, 2));
    chain.frame(frame("b", 0, 1, 3, 3, 3)).frame(frame("b", 0, 2, 4, 4, 4));
    fake().releaseAll();
    chain.flush();
    assertThat(fake().batches()).containsExactly(1, 1, 1, 4);
    assertThat(chain.frameNames())
        .containsExactly("a:0:0", "a:0:1", "a:0:2", "b:0:0", "a:0:3", "b:0:1", "b:0:2");
    assertThat(chain.frames()).last().extracting(f -> f.timings().batchFrames()).isEqualTo(4);
  }

  @Test
  void drawsBatchesSideBySideWhereTheModelCanAndKeepsTheirOrder() throws Exception {
    chain.frame(frame("a", 0, 0, 50, 50, 50)).flush();
    fake().awaitBatchStart();
    fake().awaitDrawn();
    fake().runSideBySide(2);
    CountDownLatch first = fake().holdNextDrawing();
    chain.frame(frame("a", 0, 1, 50, 50, 50));
    fake().awaitBatchStart();
    chain.frame(frame("b", 0, 0, 1, 1, 1));
    fake().awaitDrawn();
    assertThat(chain.frameNames()).as("the second batch is drawn").containsExactly("a:0:0");
    first.countDown();
    chain.flush();
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1", "b:0:0");
  }

  @Test
  void aBatchThatHasNothingToDrawWaitsForTheOneBefore() throws Exception {
    chain.frame(frame("a", 0, 0, 50, 50, 50)).flush();
    fake().awaitBatchStart();
    fake().runSideBySide(2);
    CountDownLatch first = fake().holdNextDrawing();
    chain.frame(frame("a", 0, 1, 50, 50, 50));
    fake().awaitBatchStart();
    chain.frame(encoded("b", 0, FrameEncoding.JPEG, "not a picture".getBytes()));
    awaitWaitingWorkers();
    first.countDown();
    chain.takeBatch();
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1");
    chain.flush();
    assertThat(chain.deadLetters()).hasSize(1);
  }

  /** One at the model, one done or behind it. */
  private static void awaitWaitingWorkers() {
    while (waitingWorkers() < 2) {
      Thread.onSpinWait();
    }
  }

  private static long waitingWorkers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("reenact-worker"))
        .filter(thread -> thread.getState() == Thread.State.WAITING)
        .count();
  }

  @Test
  void sharesWhatWaitsAmongTheCallsThatRunSideBySide() throws Exception {
    occupyWorker();
    fake().runSideBySide(2);
    chain.frame(frame("a", 0, 3, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1));
    chain.frame(frame("b", 0, 1, 1, 1, 1)).frame(frame("b", 0, 2, 1, 1, 1));
    fake().releaseAll();
    chain.flush();
    assertThat(fake().batches()).containsExactly(1, 1, 1, 2, 1, 1);
    assertThat(chain.frameNames())
        .containsExactly("a:0:0", "a:0:1", "a:0:2", "a:0:3", "b:0:0", "b:0:1", "b:0:2");
  }

  @Test
  void neverPutsTwoModelsIntoOneBatch() throws Exception {
    occupyWorker();
    chain.frame(frame("o", 0, 0, 1, 1, 1)).frame(frame("b", 0, 0, 1, 1, 1));
    chain.frame(frame("o", 0, 1, 1, 1, 1)).frame(frame("b", 0, 1, 1, 1, 1));
    fake().releaseAll();
    chain.flush();
    assertThat(models.loaded("other").batches()).containsExactly(2);
    assertThat(fake().batches()).containsExactly(1, 1, 1, 2);
    assertThat(chain.frames()).extracting(ReenactedFrame::preset).contains("fake", "other");
  }

  @Test
  void leavesNothingInFlightBeforeABarrier() throws Exception {
    for (int i = 0; i < 3; i++) {
      chain.frame(frame("a", 0, i, i, i, i)).frame(frame("b", 0, i, i, i, i));
    }
    chain.flush();
    assertThat(chain.frames()).hasSize(6);
  }

  @Test
  void holdsACompleteStreamBackInsteadOfDroppingFrames() throws Exception {
    for (int i = 0; i < 40; i++) {
      chain.frame(frame("c", 0, i, i, i, i));
    }
    assertThat(chain.frames().size()).as("frames out before the flush").isGreaterThan(20);
    chain.flush();
    assertThat(chain.frameNames()).hasSize(40).endsWith("c:0:39").doesNotHaveDuplicates();
    assertThat(chain.events()).extracting("kind").doesNotContain("FRAMES_DROPPED");
  }

  @Test
  void neverDropsLateFramesOfACompleteStream() throws Exception {
    chain.setMillis(60_000).frame(frame("c", 0, 0, 5, 5, 5)).flush();
    assertThat(chain.frameNames()).containsExactly("c:0:0");
  }

  @Test
  void dropsTheOldestLiveFramesWhenTheQueueOfTheirStreamIsFull() throws Exception {
    occupyWorker();
    for (int i = 3; i < 8; i++) {
      chain.frame(frame("a", 0, i, i, i, i));
    }
    fake().releaseAll();
    chain.flush();
    assertThat(chain.frameNames())
        .containsExactly("a:0:0", "a:0:1", "a:0:2", "a:0:5", "a:0:6", "a:0:7");
    assertThat(chain.eventNames()).contains("a FRAMES_DROPPED 2 queue-full");
  }

  @Test
  void dropsLiveFramesBeyondTheirDeadlineBeforeDecodingThem() throws Exception {
    occupyWorker();
    chain.frame(encoded("b", 0, FrameEncoding.JPEG, new byte[] {1, 2, 3}));
    chain.frame(frame("b", 0, 1, (NOW + 500) * 1000, plain(8, 7, 7, 7)));
    chain.setMillis(1001);
    fake().releaseAll();
    chain.flush();
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1", "b:0:1");
    assertThat(chain.deadLetters()).isEmpty();
    assertThat(chain.eventNames())
        .contains("a FRAMES_DROPPED 1 deadline", "b FRAMES_DROPPED 1 deadline");
  }

  @Test
  void aDeadlineAsLongAsCanBeMeansNever() throws Exception {
    Session asked = withDeadline(session("a", "s"), Long.MAX_VALUE);
    chain.update(start(asked, 2, 10, 20, 30)).setMillis(60_000);
    chain.frame(frame("a", 0, 0, 50, 50, 50)).flush();
    assertThat(chain.frameNames()).containsExactly("a:0:0");
  }

  private static Session withDeadline(Session session, long millis) {
    return new Session(
        session.streamId(),
        session.sourceId(),
        session.preset(),
        session.weightsId(),
        session.motion(),
        session.delivery(),
        millis,
        session.drivingCrop(),
        0,
        false,
        true,
        false);
  }

  @Test
  void stopsQueuedAndRunningFramesOfAWithdrawnSource() throws Exception {
    occupyWorker();
    chain.frame(frame("a", 0, 3, 5, 5, 5)).frame(frame("b", 0, 0, 5, 5, 5));
    chain.update(SessionUpdate.stop(session("a", "s"), 1, StopReason.WITHDRAWN));
    fake().releaseAll();
    chain.flush();
    assertThat(chain.frameNames()).containsExactly("a:0:0", "b:0:0");
    assertThat(chain.eventNames())
        .contains("a WITHDRAWN 1 source withdrawn", "a FRAMES_DROPPED 3 session-ended");
  }

  @Test
  void sendsABrokenPictureToDeadLettersAndGoesOn() throws Exception {
    byte[] cut = Arrays.copyOf(png(1, 2, 3), 40);
    chain.frame(encoded("a", 0, FrameEncoding.PNG, cut));
    chain.frame(encoded("a", 1, FrameEncoding.JPEG, "not a picture".getBytes()));
    chain.frame(encoded("a", 2, FrameEncoding.PNG, png(1, 2, 3))).flush();
    assertThat(chain.frameNames()).containsExactly("a:0:2");
    assertThat(chain.deadLetters())
        .hasSize(2)
        .allMatch(letter -> letter.reason() == DeadLetter.Reason.UNDECODABLE_PICTURE);
    assertThat(chain.deadLetters().get(1).origin().offset()).isEqualTo(1);
    assertThat(chain.deadLetters().get(1).payload().toStringUtf8()).isEqualTo("not a picture");
  }

  @Test
  void refusesAHugePictureByItsHeader() throws Exception {
    chain.frame(frame("a", 0, 0, NOW * 1000, plain(101, 1, 1, 1))).flush();
    assertThat(chain.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.PICTURE_TOO_LARGE);
              assertThat(letter.message()).contains("101x101").contains("10000");
            });
  }

  @Test
  void retriesAFailedBatchRowByRowAndRefusesOnlyTheCulprit() throws Exception {
    occupyWorker();
    chain.frame(frame("b", 0, 0, 1, 1, 1)).frame(frame("b", 0, 1, FakeReenactor.FACELESS));
    chain.frame(frame("b", 0, 2, 3, 3, 3));
    fake().releaseAll();
    chain.flush();
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1", "a:0:2", "b:0:0", "b:0:2");
    assertThat(chain.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.MODEL_FAILURE);
              assertThat(letter.origin().offset()).isEqualTo(1);
              assertThat(letter.message()).contains("there is no face");
            });
  }

  @Test
  void failsTheTaskWhenTheDeviceIsOutOfMemory() throws Exception {
    chain.frame(frame("a", 0, 0, FakeReenactor.EXHAUSTING));
    assertThatThrownBy(chain::flush).hasStackTraceContaining("CUDA out of memory");
    failed = true;
  }

  @Test
  void resizesLabelsAndMarksTheOutput() throws Exception {
    Session asked = session("a", "s");
    chain.update(start(withOutput(asked, 128, false), 2, 10, 20, 30));
    chain.frame(frame("a", 0, 0, 50, 50, 50)).flush();
    ReenactedFrame frame = chain.frames().get(0);
    RgbImage picture = decode(frame);
    assertThat(frame.widthPixels()).isEqualTo(128);
    assertThat(picture.widthPixels()).isEqualTo(128);
    assertThat(frame.digitalSourceType()).endsWith("/trainedAlgorithmicMedia");
    assertThat(JpegMark.read(frame.payload().toByteArray())).contains(frame.digitalSourceType());
    assertThat(pixel(picture, 64, 10)).isBetween(8, 12);
    assertThat(brightestInTheLowestRows(picture)).as("white of the label").isGreaterThan(150);
  }

  @Test
  void pastesTheFaceBackIntoTheWholePicture() throws Exception {
    chain.update(start(withOutput(session("a", "s"), 0, true), 2, 10, 20, 30));
    byte[] wide = new byte[3 * 96 * 64];
    Arrays.fill(wide, (byte) 200);
    chain.frame(frame("a", 0, 0, NOW * 1000, new Picture(96, 64, wide)));
    chain.flush();
    ReenactedFrame frame = chain.frames().get(0);
    RgbImage picture = decode(frame);
    assertThat(picture.widthPixels()).isEqualTo(96);
    assertThat(pixel(picture, 3, 20)).as("outside the crop").isBetween(196, 204);
    assertThat(pixel(picture, 48, 20)).as("inside the crop").isBetween(7, 13);
    assertThat(frame.digitalSourceType()).endsWith("/compositeWithTrainedAlgorithmicMedia");
  }

  @Test
  void theWholePictureIsBroughtToTheOutputSizeWhereTheFaceIsPastedBack() throws Exception {
    chain.update(start(withOutput(session("a", "s"), 128, true), 2, 10, 20, 30));
    chain.frame(frame("a", 0, 0, NOW * 1000, new Picture(96, 64, new byte[3 * 96 * 64])));
    chain.flush();
    assertThat(chain.frames().get(0).widthPixels()).isEqualTo(192);
    assertThat(chain.frames().get(0).heightPixels()).isEqualTo(128);
  }

  private static Session withOutput(Session session, int side, boolean pasteBack) {
    return new Session(
        session.streamId(),
        session.sourceId(),
        session.preset(),
        session.weightsId(),
        session.motion(),
        session.delivery(),
        session.deadlineMillis(),
        session.drivingCrop(),
        side,
        pasteBack,
        false,
        false);
  }

  private static RgbImage decode(ReenactedFrame frame) throws Exception {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return codec.decode(frame.payload(), frame.encoding(), 0, 0);
    }
  }

  private static int pixel(RgbImage picture, int x, int y) {
    return picture.rgb()[3 * (y * picture.widthPixels() + x)] & 0xff;
  }

  private static int brightestInTheLowestRows(RgbImage picture) {
    int brightest = 0;
    for (int y = picture.heightPixels() - 10; y < picture.heightPixels(); y++) {
      for (int x = 0; x < picture.widthPixels(); x++) {
        brightest = Math.max(brightest, pixel(picture, x, y));
      }
    }
    return brightest;
  }
}
