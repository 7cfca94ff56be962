package io.understudy.model.training;

import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FaceDetailConfiguration;
import io.understudy.model.preset.FaceRefinerConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Two rendered heads and networks small enough to learn them within a test. */
final class TinyTraining {
  static final double RATE = 1e-3;
  static final Preset PRESET = preset("tiny", Optional.empty());
  static final Preset SCALED = preset("tiny:scale", Optional.of(ScaleConfiguration.complete()));
  static final Preset DETAILED = detailed("tiny:detail", Optional.empty());
  static final Preset SCALED_DETAILED =
      detailed("tiny:scale:detail", Optional.of(ScaleConfiguration.complete()));
  static final Preset REFINED = refined("tiny:refiner");
  static final List<Pair> PAIRS = List.of(pair(1), pair(2));

  private static final int SIZE = 64;

  private TinyTraining() {}

  private static Preset preset(String name, Optional<ScaleConfiguration> scale) {
    return new Preset(
        name,
        new McnetConfiguration(
            new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
            new DenseMotionConfiguration(8, 32, 3, 0.25),
            8,
            Optional.empty(),
            scale));
  }

  private static Preset detailed(String name, Optional<ScaleConfiguration> scale) {
    KeypointDetectorConfiguration detector =
        new KeypointDetectorConfiguration(13, 3, 8, 32, 3, 0.25, 0.1, false)
            .with(new FaceDetailConfiguration(32, 4, 16, 3));
    return new Preset(
        name,
        new McnetConfiguration(
            detector, new DenseMotionConfiguration(8, 32, 3, 0.25), 8, Optional.empty(), scale));
  }

  private static Preset refined(String name) {
    FaceDetailConfiguration detail =
        new FaceDetailConfiguration(32, 4, 16, 3).with(new FaceRefinerConfiguration(32, 4, 16, 2));
    return new Preset(name, DETAILED.configuration().with(detail).orElseThrow());
  }

  private static Pair pair(long seed) {
    return pair(seed, SIZE);
  }

  /** Two moments of a head. */
  static Pair pair(long seed, int sizePixels) {
    return new Pair(head(seed, 0.2, sizePixels), head(seed, 1.4, sizePixels));
  }

  private static Picture head(long seed, double seconds, int sizePixels) {
    return HeadRenderer.render(
        new Scene(HeadIdentity.random(seed), DrivingMotion.of(seed).at(seconds), Light.STUDIO),
        sizePixels);
  }

  /** Pairs whose landmarks are all at one place of the picture. */
  static List<Pair> guidedPairs() {
    return List.of(guided(PAIRS.get(0), 0.4f), guided(PAIRS.get(1), 0.6f));
  }

  private static Pair guided(Pair pair, float place) {
    float[] coordinates = new float[3 * 468];
    Arrays.fill(coordinates, place * SIZE);
    Optional<FaceLandmarks> landmarks = Optional.of(new FaceLandmarks(coordinates));
    return new Pair(
        new LabelledFrame(pair.source().picture(), landmarks),
        new LabelledFrame(pair.driving().picture(), landmarks));
  }

  static Weights initial(Preset preset) {
    return Networks.initialWeights(preset, 3);
  }

  /** All parts learn from the first step on. */
  static TrainingSettings settings(Precision precision, LossWeights losses) {
    return settings(precision, OptimizerSettings.published(RATE), losses, StageSteps.NONE, false);
  }

  static TrainingSettings settings(
      Precision precision,
      OptimizerSettings optimizer,
      LossWeights losses,
      StageSteps stages,
      boolean frozenKeypoints) {
    return new TrainingSettings(SIZE, precision, optimizer, losses, stages, frozenKeypoints, 0, 5);
  }

  /** Some weight of the generator. */
  static FloatBuffer generatorWeight(Trainer trainer) {
    return trainer.state("").tensor("generator.first.conv.weight").floats();
  }

  /** Of the trained parameters whose names begin so. */
  static double largestChange(Weights before, Weights after, String beginning) {
    double largest = 0;
    for (HostTensor tensor : before.tensors()) {
      if (!tensor.name().startsWith(beginning)
          || after.find("average." + tensor.name()).isEmpty()) {
        continue;
      }
      FloatBuffer old = tensor.floats();
      FloatBuffer young = after.tensor(tensor.name()).floats();
      for (int i = 0; i < old.limit(); i++) {
        largest = Math.max(largest, Math.abs(young.get(i) - old.get(i)));
      }
    }
    return largest;
  }
}
