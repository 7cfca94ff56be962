package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ReenactedFrame;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FailureITCase {
  private static final int FRAMES = 40;

  @Test
  void losesAndRepeatsNothingWithExactlyOnceWhenTheTaskManagerFails() {
    assertThat(sequencesAcrossAFailure("exactly-once")).isEqualTo(all());
  }

  @Test
  void losesNothingWithAtLeastOnceWhenTheTaskManagerFails() {
    List<Long> sequences = sequencesAcrossAFailure("at-least-once");

    assertThat(sequences.stream().distinct().toList()).isEqualTo(all());
  }

  /** Sequence numbers as a reader of committed records sees them. */
  private static List<Long> sequencesAcrossAFailure(String delivery) {
    try (Rig rig = new Rig("kafka.delivery=" + delivery).start()) {
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait");
      rig.publishFrames("feed", 1, 0, FRAMES / 2);
      rig.awaitFrames(FRAMES / 4);
      rig.publishFrames("feed", 1, FRAMES / 2, FRAMES / 2 + 10);
      rig.failTaskManager();
      rig.publishFrames("feed", 1, FRAMES / 2 + 10, FRAMES);
      rig.awaitFrames(FRAMES);
      return rig.settledFrames().stream().map(ReenactedFrame::sequence).toList();
    }
  }

  private static List<Long> all() {
    return LongStream.range(0, FRAMES).boxed().toList();
  }
}
