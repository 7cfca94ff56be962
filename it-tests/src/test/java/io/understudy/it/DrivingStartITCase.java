package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ReenactedFrame;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job without a checkpoint makes of driving frames that were there before it. */
class DrivingStartITCase {
  private static final int BEFORE = 3;
  private static final int MOST = 100;

  /** {@code committed} is {@code latest} for a group that has committed nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"latest", "committed"})
  void whatWasThereBeforeTheJobIsLeftOut(String start) {
    try (Rig rig = waitingFrames(start).start()) {
      rig.awaitEvent(event -> event.streamId().equals("feed"));
      // The job may begin to read after any of these; what it has begun it goes on with.
      long next = BEFORE;
      while (rig.settledFrames().isEmpty() && next < MOST) {
        rig.publishFrames("feed", 2, next, ++next);
      }
      rig.publishFrames("feed", 2, next, next + 1);

      long last = next;
      List<Long> numbers = numbers(rig.awaitFrames(2));
      assertThat(numbers.get(0)).isBetween((long) BEFORE, last);
      assertThat(numbers).isEqualTo(LongStream.rangeClosed(numbers.get(0), last).boxed().toList());
    }
  }

  @Test
  void earliestReadsAll() {
    try (Rig rig = waitingFrames("earliest").start()) {
      assertThat(numbers(rig.awaitFrames(BEFORE))).containsExactly(0L, 1L, 2L);
    }
  }

  /** A rig whose frames were published before its job starts. */
  private static Rig waitingFrames(String start) {
    Rig rig = new Rig("kafka.driving-start=" + start);
    rig.publishSource("portrait", 1);
    rig.publishSession("feed", "portrait");
    rig.publishFrames("feed", 2, 0, BEFORE);
    rig.flush();
    return rig;
  }

  private static List<Long> numbers(List<ReenactedFrame> frames) {
    return frames.stream().map(ReenactedFrame::sequence).toList();
  }
}
