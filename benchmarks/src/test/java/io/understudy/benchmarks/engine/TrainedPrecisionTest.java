package io.understudy.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.Picture;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.BundledWeights;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipFolder;
import io.understudy.pipeline.local.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code fast} against {@code exact} with each preset's trained weights that come along. */
class TrainedPrecisionTest {
  private static final Path REAL_CLIPS = Path.of("../../shared/data/clips/val");
  private static final int CLIPS = 4;
  private static final int FRAMES = 4;

  static List<String> trained() {
    return Presets.names().stream()
        .filter(name -> BundledWeights.find(Presets.named(name)).isPresent())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("trained")
  void fastStaysWithin40DecibelsOfExactOnRenderedHeads(String preset) {
    List<Picture> driving =
        IntStream.range(0, FRAMES)
            .mapToObj(frame -> SampleHeads.driving(0.5 * frame, 256))
            .toList();

    assertFastIsClose(
        preset,
        List.of(
            new ClipSample("driving", driving),
            new ClipSample("portrait", List.of(SampleHeads.portrait(256)))));
  }

  @ParameterizedTest
  @MethodSource("trained")
  void fastStaysWithin40DecibelsOfExactOnRealClips(String preset) throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(REAL_CLIPS), "no real clips beside the repository");

    assertFastIsClose(preset, realClips());
  }

  @Test
  void theLeastAndTheMedianAreOfPictures() {
    TrainedPrecision figures =
        new TrainedPrecision("any", List.of(45.0, 41.0, Double.POSITIVE_INFINITY, 43.0));

    assertThat(figures.leastDecibels()).isEqualTo(41);
    assertThat(figures.medianDecibels()).isEqualTo(45);
  }

  private static void assertFastIsClose(String preset, List<ClipSample> clips) {
    try (StopSignal stop = new StopSignal()) {
      TrainedPrecision figures =
          TrainedPrecision.measure(
              BundledWeights.find(Presets.named(preset)).orElseThrow(), clips, stop);

      assertThat(figures.decibels())
          .as("%s, dB of the pictures of %s", preset, clips)
          .hasSize(clips.stream().mapToInt(clip -> clip.pictures().size()).sum())
          .allMatch(decibels -> decibels > 40);
    }
  }

  /** Of different people as far as their names tell, spread over the folder. */
  private static List<ClipSample> realClips() throws IOException {
    List<Clip> all = new ClipFolder(REAL_CLIPS).clips();
    List<ClipSample> samples = new ArrayList<>();
    for (int clip = 0; clip < CLIPS; clip++) {
      ClipSample sample = ClipSample.of(all.get(clip * all.size() / CLIPS), FRAMES);
      assertThat(sample.pictures()).as("pictures of %s", sample.clip()).hasSize(FRAMES);
      samples.add(sample);
    }
    return samples;
  }
}
