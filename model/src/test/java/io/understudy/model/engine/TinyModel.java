package io.understudy.model.engine;

import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.Preset;

/** A preset that no build names, small enough for tests. */
final class TinyModel {
  static final Preset PRESET =
      new Preset(
          "tiny",
          new FommConfiguration(
              new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
              new DenseMotionConfiguration(8, 32, 3, 0.25),
              new FommGeneratorConfiguration(8, 32, 2, 2),
              false));

  private TinyModel() {}
}
