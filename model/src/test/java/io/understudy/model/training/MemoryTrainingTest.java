package io.understudy.model.training;

import static io.understudy.model.training.TinyTraining.PAIRS;
import static io.understudy.model.training.TinyTraining.RATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.ConsistencyForm;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.MemorySwitches.Split;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the consistency loss trains a facial memory. */
class MemoryTrainingTest {
  @ParameterizedTest
  @EnumSource
  void theConsistencyTermTeachesTheMemory(ConsistencyForm form) {
    try (Trainer trainer = remembering(Optional.of(form))) {
      HostTensor memory = trainer.state("").tensor("generator.mbUnit.mb");
      HostTensor last = trainer.state("").tensor("generator.final.weight");

      double consistency = trainer.step(PAIRS, RATE).losses().get("consistency");

      assertThat(consistency).isPositive();
      Weights after = trainer.state("");
      assertThat(after.tensor("generator.mbUnit.mb").floats()).isNotEqualTo(memory.floats());
      assertThat(after.tensor("generator.final.weight").floats()).isEqualTo(last.floats());
    }
  }

  @Test
  void aMemoryIsTrainedWithTheReleasedFormUnlessItsSwitchesSayOtherwise() {
    double silent = consistency(Optional.empty());

    assertThat(silent).isEqualTo(consistency(Optional.of(ConsistencyForm.RESIZED_FEATURE)));
    assertThat(silent).isNotEqualTo(consistency(Optional.of(ConsistencyForm.WHOLE_FEATURE)));
  }

  private static double consistency(Optional<ConsistencyForm> form) {
    try (Trainer trainer = remembering(form)) {
      return trainer.step(PAIRS, RATE).losses().get("consistency");
    }
  }

  /** Trains a memory by the consistency term alone. */
  private static Trainer remembering(Optional<ConsistencyForm> form) {
    McnetConfiguration plain = (McnetConfiguration) TinyTraining.PRESET.configuration();
    MemorySwitches switches =
        new MemorySwitches(
            Split.PARITY,
            Conditioning.STYLE,
            KeyValue.DYNAMIC_PAIR,
            Compensation.DIFFERENCE,
            Levels.THREE,
            true,
            true,
            true,
            false,
            0,
            form,
            Optional.empty());
    MemoryConfiguration sizes = new MemoryConfiguration(16, 8, 8, 8).with(switches);
    Preset preset = new Preset("tiny", plain.with(Optional.of(sizes), Optional.empty()));
    return new Trainer(
        TinyTraining.initial(preset),
        TinyTraining.settings(
            Precision.EXACT, new LossWeights(Map.of(LossTerm.CONSISTENCY, 10.0))));
  }
}
