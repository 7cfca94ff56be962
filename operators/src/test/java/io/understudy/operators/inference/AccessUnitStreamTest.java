package io.understudy.operators.inference;

import static io.understudy.operators.testing.Frames.encoded;
import static io.understudy.operators.testing.Frames.frame;
import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.AccessUnitEncoder;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.Tasks;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.LiveChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Driving frames that are H.264 access units, each fifth a key picture. */
@Timeout(60)
class AccessUnitStreamTest {
  private static final List<ByteString> UNITS = units(12);

  private final FakeModels models = new FakeModels("AccessUnitStreamTest");
  private LiveChain chain;

  @BeforeEach
  void startStreams() throws Exception {
    chain = LiveChain.start(options(), models);
    chain.update(start(session("a", "s"), 1, 10, 20, 30));
    chain.update(start(session("b", "s"), 1, 10, 20, 30));
  }

  @AfterEach
  void closesEverything() throws Exception {
    models.loaded("fake").releaseAll();
    chain.close();
    assertThat(models.loaded("fake").openFeatures()).isZero();
  }

  private static List<ByteString> units(int count) {
    try (AccessUnitEncoder encoder = new AccessUnitEncoder(32, 32, 25, 5)) {
      List<ByteString> units = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) (20 * i));
        units.add(ByteString.copyFrom(encoder.encode(new RgbImage(32, 32, rgb))));
      }
      return units;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DrivingFrame unit(String streamId, int sequence) {
    return encoded(streamId, sequence, FrameEncoding.H264, UNITS.get(sequence).toByteArray());
  }

  private void send(String streamId, int... sequences) throws Exception {
    for (int sequence : sequences) {
      chain.frame(unit(streamId, sequence)).flush();
    }
  }

  @Test
  void framesOfTwoStreamsAreDecodedSideBySide() throws Exception {
    for (int i = 0; i < 7; i++) {
      send("a", i);
      send("b", i);
    }
    assertThat(chain.frameNames()).hasSize(14).contains("a:0:6", "b:0:6");
    assertThat(chain.deadLetters()).isEmpty();
  }

  @Test
  void goesOnWithTheNextKeyPictureAfterAGap() throws Exception {
    send("a", 0, 1, 3, 4, 5, 6);
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1", "a:0:5", "a:0:6");
    assertThat(chain.eventNames()).contains("a FRAMES_DROPPED 1 awaits-key-picture");
    assertThat(chain.deadLetters()).isEmpty();
  }

  @Test
  void aBrokenUnitIsADeadLetterAndItsStreamWaitsForAKeyPicture() throws Exception {
    send("a", 0);
    chain.frame(encoded("a", 1, FrameEncoding.H264, new byte[] {0, 0, 1})).flush();
    send("a", 2, 5);
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:5");
    assertThat(chain.deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetter.Reason.UNDECODABLE_PICTURE);
    assertThat(chain.eventNames()).contains("a FRAMES_DROPPED 1 awaits-key-picture");
  }

  @Test
  void goesOnWithTheNextKeyPictureAfterARestart() throws Exception {
    send("a", 0, 1);
    OperatorSubtaskState state = chain.snapshot();
    chain.close();
    chain = LiveChain.restore(options(), models, state, 1, 0);
    send("a", 2, 3, 5, 6);
    assertThat(chain.frameNames()).containsExactly("a:0:5", "a:0:6");
    assertThat(chain.eventNames()).contains("a FRAMES_DROPPED 1 awaits-key-picture");
  }

  @Test
  void framesDroppedFromAFullQueueAreStillDecodedForThoseThatFollow() throws Exception {
    chain.frame(frame("b", 0, 0, 50, 50, 50)).flush();
    FakeReenactor fake = models.loaded("fake");
    fake.awaitBatchStart();
    fake.hold();
    chain.frame(frame("b", 0, 1, 50, 50, 50));
    fake.awaitBatchStart();
    chain.frame(frame("b", 0, 2, 50, 50, 50));
    for (int i = 0; i < 5; i++) {
      chain.frame(unit("a", i));
    }
    fake.releaseAll();
    chain.flush();
    assertThat(chain.frameNames()).endsWith("a:0:2", "a:0:3", "a:0:4").doesNotContain("a:0:1");
    assertThat(chain.eventNames())
        .contains("a FRAMES_DROPPED 2 queue-full")
        .noneMatch(event -> event.contains("awaits-key-picture"));
  }

  @Test
  void lateFramesAreStillDecodedForThoseThatFollow() throws Exception {
    chain.setMillis(1001);
    send("a", 0, 1);
    DrivingFrame late = unit("a", 2);
    chain
        .frame(
            new DrivingFrame(
                "a",
                0,
                2,
                late.captureEpochMicros() + 900_000,
                0,
                0,
                FrameEncoding.H264,
                0,
                0,
                late.payload(),
                late.origin()))
        .flush();
    assertThat(chain.frameNames()).containsExactly("a:0:2");
    assertThat(chain.eventNames()).contains("a FRAMES_DROPPED 1 deadline");
  }

  @Test
  void decodersOfStoppedStreamsAndOfTooManyAreClosed() throws PictureException {
    Tasks tasks = new Tasks();
    FakeReenactor fake = new FakeReenactor("fake", "w1");
    AtomicLong nanos = new AtomicLong();
    try (StreamDecoders decoders = new StreamDecoders(PictureBounds.DEFAULT, nanos::get)) {
      for (int i = 0; i < StreamDecoders.MOST + 3; i++) {
        assertThat(decoders.decode(key(tasks, fake, i))).isPresent();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      }
      assertThat(decoders.open()).isEqualTo(StreamDecoders.MOST);
      FrameTask stopped = key(tasks, fake, StreamDecoders.MOST + 3);
      decoders.decode(stopped);
      Tasks.stop(stopped);
      decoders.releaseStopped();
      assertThat(decoders.open()).isEqualTo(StreamDecoders.MOST - 1);
      FrameTask follower = tasks.h264("s0", 1, fake, 9, UNITS.get(1).toByteArray());
      assertThat(decoders.decode(follower)).as("its decoder was closed").isEmpty();
    }
  }

  @Test
  void aStreamMoreThanThereAreDecodersIsRefusedAndTheOthersGoOn() throws PictureException {
    Tasks tasks = new Tasks();
    FakeReenactor fake = new FakeReenactor("fake", "w1");
    try (StreamDecoders decoders = new StreamDecoders(PictureBounds.DEFAULT, () -> 0)) {
      for (int i = 0; i < StreamDecoders.MOST; i++) {
        assertThat(decoders.decode(key(tasks, fake, i))).isPresent();
      }
      assertThatThrownBy(() -> decoders.decode(key(tasks, fake, StreamDecoders.MOST)))
          .isInstanceOf(PictureException.class)
          .hasMessageContaining("stream s32 is one more in H.264 than the 32 that a task decodes");
      for (int i = 0; i < StreamDecoders.MOST; i++) {
        byte[] unit = UNITS.get(1).toByteArray();
        assertThat(decoders.decode(tasks.h264("s" + i, 1, fake, 9, unit))).isPresent();
      }
    }
  }

  private static FrameTask key(Tasks tasks, FakeReenactor model, int stream) {
    return tasks.h264("s" + stream, 0, model, 9, UNITS.get(0).toByteArray());
  }

  @Test
  void aStoppedStreamBeginsWithAKeyPicture() throws Exception {
    send("a", 0, 1);
    chain.update(SessionUpdate.stop(session("a", "s"), 2, StopReason.WITHDRAWN));
    chain.update(start(session("a", "s"), 3, 10, 20, 30));
    send("a", 2, 5);
    assertThat(chain.frameNames()).containsExactly("a:0:0", "a:0:1", "a:0:5");
  }
}
