package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.operators.LiveTags;
import io.understudy.operators.testing.FakeModels;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AnnouncementCheckTest {
  private static ModelAnnouncement announced(String weightsId) {
    return new ModelAnnouncement("fake", weightsId, "file", "digest");
  }

  @Test
  void letsGoodWeightsAndWithdrawalsPassAndTellsOfTheOthers() throws Exception {
    AnnouncementCheck check = new AnnouncementCheck(new FakeModels("AnnouncementCheckTest"));
    try (var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(check))) {
      harness.setProcessingTime(NOW);
      harness.open();
      harness.processElement(new StreamRecord<>(announced("new1")));
      harness.processElement(new StreamRecord<>(announced("odd")));
      harness.processElement(new StreamRecord<>(ModelAnnouncement.withdrawn("fake")));

      assertThat(harness.extractOutputValues())
          .containsExactly(announced("new1"), ModelAnnouncement.withdrawn("fake"));
      DeadLetter letter = harness.getSideOutput(LiveTags.DEAD_LETTERS).poll().getValue();
      assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.REFUSED_WEIGHTS);
      assertThat(harness.getSideOutput(LiveTags.EVENTS).poll().getValue())
          .isEqualTo(
              new StreamEvent(
                  "fake",
                  StreamEvent.Kind.WEIGHTS_REFUSED,
                  "",
                  1,
                  "weights odd are not new",
                  NOW * 1000));
    }
  }
}
