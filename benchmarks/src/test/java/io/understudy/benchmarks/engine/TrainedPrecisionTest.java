package io.understudy.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fast} against {@code exact} with weights that were trained, on rendered heads. */
class TrainedPrecisionTest {
  private static final int FRAMES = 4;

  @ParameterizedTest
  @ValueSource(strings = "ostnet-compact")
  void fastStaysWithin38DecibelsOfExact(String preset) {
    Weights weights = BundledWeights.find(Presets.named(preset)).orElseThrow();

    List<Picture> exact = reenacted(weights, Precision.EXACT);
    List<Picture> fast = reenacted(weights, Precision.FAST);

    for (int frame = 0; frame < FRAMES; frame++) {
      assertThat(PictureQuality.decibels(exact.get(frame), fast.get(frame)))
          .as("frame %d, dB", frame)
          .isGreaterThan(38);
    }
  }

  private static List<Picture> reenacted(Weights weights, Precision precision) {
    try (Reenactor reenactor = Networks.reenactor(weights, precision, Device.cpu())) {
      int side = reenactor.sizePixels();
      MotionTrack track = new MotionTrack(MotionMode.RELATIVE, null);
      List<Picture> pictures = new ArrayList<>();
      try (SourceFeatures source = reenactor.encode(SampleHeads.portrait(side))) {
        for (int frame = 0; frame < FRAMES; frame++) {
          Picture driving = SampleHeads.driving(0.5 * frame, side);
          pictures.addAll(reenactor.reenact(List.of(new DrivenFrame(source, driving, track))));
        }
      }
      return pictures;
    }
  }
}
