package io.understudy.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.Picture;
import io.understudy.model.engine.Networks;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.training.LabelledFrame;
import io.understudy.model.weights.WeightsFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two trainers side by side, each on frames of its own. */
@Timeout(300)
class TrainingStepTest {
  private static final int STEPS = 4;
  private static final Preset TINY =
      new Preset(
          "tiny",
          new FommConfiguration(
              new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
              new DenseMotionConfiguration(8, 32, 3, 0.25),
              new FommGeneratorConfiguration(8, 32, 2, 2),
              false));

  @TempDir private Path folder;

  @BeforeEach
  void begin() throws Exception {
    WeightsFile.write(Networks.initialWeights(TINY, 1), initial());
  }

  private Path initial() {
    return folder.resolve("initial.safetensors");
  }

  @Test
  void atTheEndOfARoundTrainersGoOnFromOneStateThatIsNeithersOwn() throws Exception {
    List<byte[]> met = states(2);
    List<byte[]> alone = states(STEPS + 1);

    assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
    assertThat(met.get(0)).isEqualTo(met.get(1));
    assertThat(met.get(0)).isNotEqualTo(alone.get(0)).isNotEqualTo(alone.get(1));
  }

  /** What both trainers keep behind their steps. */
  private List<byte[]> states(long roundSteps) throws Exception {
    TrainingPlan plan =
        Plans.ofTwo(roundSteps, initial(), folder.resolve("exchange-" + roundSteps));
    ExecutorService trainers = Executors.newFixedThreadPool(2);
    try {
      Future<byte[]> first = trainers.submit(() -> state(plan, 0));
      Future<byte[]> second = trainers.submit(() -> state(plan, 1));
      return List.of(first.get(), second.get());
    } finally {
      trainers.shutdownNow();
    }
  }

  private static byte[] state(TrainingPlan plan, int trainer) throws Exception {
    try (OneInputStreamOperatorTestHarness<StepFrames, ModelAnnouncement> harness =
        new OneInputStreamOperatorTestHarness<>(
            new StreamFlatMap<>(new TrainingStep(plan, new Told())), 2, 2, trainer)) {
      harness.open();
      for (long step = 1; step <= STEPS; step++) {
        harness.processElement(new StreamRecord<>(frames(step, trainer)));
      }
      OperatorSubtaskState taken = harness.snapshot(1, 1);
      try (InputStream bytes =
          taken.getManagedOperatorState().iterator().next().openInputStream()) {
        return bytes.readAllBytes();
      }
    }
  }

  private static StepFrames frames(long step, int trainer) {
    byte[][] frames = new byte[4][];
    for (int i = 0; i < frames.length; i++) {
      byte[] rgb = new byte[3 * Plans.SIDE_PIXELS * Plans.SIDE_PIXELS];
      new Random(100 * step + 10 * trainer + i).nextBytes(rgb);
      Picture picture = new Picture(Plans.SIDE_PIXELS, Plans.SIDE_PIXELS, rgb);
      frames[i] = FrameBytes.of(new LabelledFrame(picture, Optional.empty()));
    }
    return new StepFrames(step, frames);
  }
}
