package io.understudy.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.understudy.connectors.media.RgbImage;
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
import io.understudy.pipeline.playback.ClipFrame;
import io.understudy.pipeline.playback.VideoClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code fast} against {@code exact} with each preset's trained weights that come along. */
class TrainedPrecisionTest {
  private static final Path REAL_CLIPS = Path.of("../../shared/data/clips/val");
  private static final int CLIPS = 4;
  private static final int FRAMES = 4;
  private static final int FRAMES_BETWEEN = 10;

  static List<String> trained() {
    return Presets.names().stream()
        .filter(name -> BundledWeights.find(Presets.named(name)).isPresent())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("trained")
  void fastStaysWithin38DecibelsOfExactOnRenderedHeads(String preset) {
    List<Picture> driving =
        IntStream.range(0, FRAMES)
            .mapToObj(frame -> SampleHeads.driving(0.5 * frame, 256))
            .toList();

    assertFastIsClose(preset, new Clip("rendered", SampleHeads.portrait(256), driving));
  }

  @ParameterizedTest
  @MethodSource("trained")
  void fastStaysWithin38DecibelsOfExactOnRealClips(String preset) throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(REAL_CLIPS), "no real clips beside the repository");
    List<Clip> clips = realClips();

    assertThat(clips).hasSize(CLIPS);
    for (int i = 0; i < CLIPS; i++) {
      Picture portrait = clips.get((i + 1) % CLIPS).portrait();
      assertFastIsClose(preset, new Clip(clips.get(i).name(), portrait, clips.get(i).driving()));
    }
  }

  private static void assertFastIsClose(String preset, Clip clip) {
    Weights weights = BundledWeights.find(Presets.named(preset)).orElseThrow();

    List<Picture> exact = reenacted(weights, Precision.EXACT, clip);
    List<Picture> fast = reenacted(weights, Precision.FAST, clip);

    for (int frame = 0; frame < FRAMES; frame++) {
      assertThat(PictureQuality.decibels(exact.get(frame), fast.get(frame)))
          .as("%s, clip %s, picture %d, dB", preset, clip.name(), frame)
          .isGreaterThan(38);
    }
  }

  private static List<Picture> reenacted(Weights weights, Precision precision, Clip clip) {
    try (Reenactor reenactor = Networks.reenactor(weights, precision, Device.cpu());
        SourceFeatures source = reenactor.encode(clip.portrait())) {
      MotionTrack track = new MotionTrack(MotionMode.RELATIVE, null);
      List<Picture> pictures = new ArrayList<>();
      for (Picture driving : clip.driving()) {
        pictures.addAll(reenactor.reenact(List.of(new DrivenFrame(source, driving, track))));
      }
      return pictures;
    }
  }

  /** Of different people as far as their names tell, spread over the folder. */
  private static List<Clip> realClips() throws IOException {
    try (Stream<Path> files = Files.list(REAL_CLIPS)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
      return IntStream.range(0, CLIPS)
          .mapToObj(clip -> realClip(all.get(clip * all.size() / CLIPS)))
          .toList();
    }
  }

  private static Clip realClip(Path file) {
    List<Picture> pictures = new ArrayList<>();
    try (VideoClip clip = VideoClip.open(file)) {
      Optional<ClipFrame> next = clip.next();
      for (int read = 0; next.isPresent() && pictures.size() < FRAMES; read++) {
        if (read % FRAMES_BETWEEN == 0) {
          RgbImage image = next.get().image();
          pictures.add(new Picture(image.widthPixels(), image.heightPixels(), image.rgb()));
        }
        next = clip.next();
      }
    }
    assertThat(pictures).as("pictures of %s", file).hasSize(FRAMES);
    return new Clip(file.getFileName().toString(), pictures.get(0), pictures);
  }

  /** A portrait and what drives it. */
  private record Clip(String name, Picture portrait, List<Picture> driving) {}
}
