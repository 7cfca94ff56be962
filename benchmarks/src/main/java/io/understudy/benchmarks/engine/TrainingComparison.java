package io.understudy.benchmarks.engine;

import io.understudy.benchmarks.engine.Interleaved.Times;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Preset;
import io.understudy.model.training.LabelledFrame;
import io.understudy.model.training.LossWeights;
import io.understudy.model.training.OptimizerSettings;
import io.understudy.model.training.Pair;
import io.understudy.model.training.StageSteps;
import io.understudy.model.training.Trainer;
import io.understudy.model.training.TrainingSettings;
import io.understudy.model.training.TrainingStart;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A step of training in {@code exact} and in {@code fast}, side by side: all losses that need no
 * other network, on rendered heads.
 *
 * @param preset what was trained
 * @param sizePixels side of the pictures
 * @param pairs in a batch
 * @param exact times of steps in fp32
 * @param fast times of steps in bf16 over fp32 weights
 */
public record TrainingComparison(
    String preset, int sizePixels, int pairs, Times exact, Times fast) {
  private static final double RATE = 1e-4;
  private static final long SEED = 5;

  /** Measures steps of {@code trained}, which has no refusal, from its initial weights. */
  public static TrainingComparison measure(TrainingCase trained, int pairs, Rounds rounds) {
    Preset preset = trained.preset();
    int sizePixels = trained.sizePixels();
    List<Pair> batch = IntStream.range(0, pairs).mapToObj(i -> pair(i, sizePixels)).toList();
    try (Trainer exact = trainer(preset, sizePixels, Precision.EXACT);
        Trainer fast = trainer(preset, sizePixels, Precision.FAST)) {
      List<Times> times =
          Interleaved.measure(
              rounds, List.of(() -> exact.step(batch, RATE), () -> fast.step(batch, RATE)));
      return new TrainingComparison(preset.name(), sizePixels, pairs, times.get(0), times.get(1));
    }
  }

  /** How many times as long a step takes in {@code exact}. */
  public double ratio() {
    return exact.medianSeconds() / fast.medianSeconds();
  }

  private static Pair pair(int index, int sizePixels) {
    return new Pair(
        new LabelledFrame(SampleHeads.driving(0, sizePixels)),
        new LabelledFrame(SampleHeads.driving(1 + index, sizePixels)));
  }

  private static Trainer trainer(Preset preset, int sizePixels, Precision precision) {
    return new Trainer(
        TrainingStart.of(preset, SEED),
        new TrainingSettings(
            sizePixels,
            precision,
            OptimizerSettings.published(RATE),
            LossWeights.pixelsOnly(),
            StageSteps.NONE,
            false,
            0,
            SEED));
  }
}
