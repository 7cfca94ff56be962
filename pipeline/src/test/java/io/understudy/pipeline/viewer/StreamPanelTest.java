package io.understudy.pipeline.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.viewer.StreamFigures.State;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamPanelTest {
  private long nanos;
  private final StreamPanel panel = new StreamPanel("feed", () -> nanos);

  @Test
  void figuresAreThoseOfTheLastFiveSeconds() {
    panel.take(session());
    for (int i = 0; i < 20; i++) {
      panel.take(driving(i));
      panel.take(reenacted(i, 1000 * (i + 1)));
      panel.take(reenacted(i, 99_000));
      nanos += TimeUnit.MILLISECONDS.toNanos(100);
    }

    StreamFigures figures = panel.figures();
    assertThat(figures.state()).isEqualTo(State.LIVE);
    assertThat(figures.framesPerSecond()).as("repetitions do not count").isEqualTo(4);
    assertThat(figures.drivingPerSecond()).isEqualTo(4);
    assertThat(figures.p50Millis()).isCloseTo(10, withPercentage(1));
    assertThat(figures.p99Millis()).isCloseTo(20, withPercentage(1));
    assertThat(figures.batchFrames()).isEqualTo(3);
    nanos += TimeUnit.SECONDS.toNanos(6);
    assertThat(panel.figures().framesPerSecond()).isZero();
    assertThat(panel.figures().state()).isEqualTo(State.NO_INPUT);
  }

  @Test
  void aStreamThatIsDrivenButGivesNothingIsTold() {
    panel.take(driving(0));
    assertThat(panel.figures().state()).isEqualTo(State.STOPPED);
    panel.take(session());
    assertThat(panel.figures().state()).isEqualTo(State.NO_OUTPUT);
    panel.take(event(StreamEvent.Kind.REFUSED, "consent expired"));
    assertThat(panel.figures().state()).isEqualTo(State.REFUSED);
    assertThat(panel.figures().notice()).isEqualTo("refused anna consent expired");
  }

  @Test
  void dropsAddUpByReason() {
    panel.take(event(StreamEvent.Kind.FRAMES_DROPPED, "late"));
    panel.take(event(StreamEvent.Kind.FRAMES_DROPPED, "late"));
    panel.take(event(StreamEvent.Kind.FRAMES_DROPPED, "queue full"));

    assertThat(panel.figures().dropped()).containsEntry("late", 8L).containsEntry("queue full", 4L);
  }

  @Test
  void aStreamThatIsNoLongerDrivenHoldsNoPictures() {
    panel.take(driving(0));
    panel.rest();
    assertThat(panel.idle()).isFalse();
    assertThat(panel.kept()).isEqualTo(1);
    nanos += TimeUnit.SECONDS.toNanos(6);
    panel.rest();
    assertThat(panel.idle()).isTrue();
    assertThat(panel.kept()).isZero();
  }

  @Test
  void aStreamWhoseFramesStillComeOutKeepsTheirPictures() {
    panel.take(driving(0));
    nanos += TimeUnit.SECONDS.toNanos(6);
    panel.take(reenacted(0, 1000));
    panel.rest();
    assertThat(panel.kept()).isEqualTo(1);
  }

  private static Session session() {
    return Session.of("feed", "anna", MotionMode.RELATIVE, DeliveryMode.LIVE);
  }

  private static StreamEvent event(StreamEvent.Kind kind, String detail) {
    return new StreamEvent("feed", kind, "anna", 4, detail, 0);
  }

  private static DrivingFrame driving(long sequence) {
    ByteString picture = ByteString.copyFromUtf8("driving " + sequence);
    return new DrivingFrame(
        "feed", 1, sequence, 0, 0, 0, FrameEncoding.JPEG, 0, 0, picture, Origin.NONE);
  }

  private static ReenactedFrame reenacted(long sequence, long tookMicros) {
    return new ReenactedFrame(
        "feed",
        1,
        sequence,
        0,
        0,
        FrameEncoding.JPEG,
        8,
        8,
        ByteString.copyFromUtf8("reenacted " + sequence),
        new StageTimings(0, 0, 0, 0, tookMicros, 3),
        "anna",
        1,
        "preset",
        "weights",
        "");
  }
}
