package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.film.Film;
import io.understudy.pipeline.film.Triptych;
import io.understudy.pipeline.local.LocalReenactment;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.DrivingClip;
import io.understudy.pipeline.playback.PortraitFile;
import io.understudy.pipeline.playback.RenderedClip;
import io.understudy.pipeline.playback.SampleClip;
import io.understudy.pipeline.playback.VideoClip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy demo}. */
@Command(
    name = "demo",
    description = {
      "Run the whole engine in one process and film source, driving and reenacted side by side.",
      "Without arguments it plays a sample that the project has rendered itself."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int PANEL_PIXELS = 256;
  private static final List<String> CAPTIONS = List.of("source", "driving", "reenacted");

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ModelOptions model;
  @Mixin private ConsentOptions consent;
  @Mixin private ReportOptions report;

  @Option(
      names = "--source",
      paramLabel = "IMAGE",
      description = "The portrait; its centred square is animated (default: a rendered head).")
  private Path source;

  @Option(
      names = "--driving",
      paramLabel = "VIDEO",
      description = "The clip whose motion is taken (default: a rendered one).")
  private Path driving;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The mp4 to write (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out", "demo.mp4");

  @Mixin private LengthOptions length;

  @Override
  public Integer call() {
    report.check();
    length.check();
    OutputPath.requireWritable(out);
    UnderstudyConfiguration settings = configuration.read(model.assignments());
    ByteString portrait = source == null ? RenderedClip.portrait() : PortraitFile.read(source);
    try (StopSignal stop = new StopSignal();
        DrivingClip clip = length.cut(clip())) {
      play(new Performance(settings, spec.commandLine(), stop), portrait, clip);
    }
    return ExitCode.OK;
  }

  private DrivingClip clip() {
    return driving == null ? SampleClip.open() : VideoClip.open(driving);
  }

  private void play(Performance performance, ByteString portrait, DrivingClip clip) {
    RgbImage still = decode(portrait);
    Consent permission = source == null ? ConsentOptions.rendered() : consent.privately();
    Optional<Path> sound = performance.soundOf(clip);
    try (Triptych triptych = new Triptych(PANEL_PIXELS, CAPTIONS);
        Film film = new Film(out, clip.framesPerSecond())) {
      LocalReenactment.Outcome outcome =
          performance.play(
              LocalReenactment.of(portrait, permission, MotionMode.BEST),
              clip,
              (driver, reenacted) ->
                  film.add(
                      triptych.compose(
                          List.of(still, film.decode(driver), film.decode(reenacted.payload()))),
                      reenacted.presentationMicros()));
      try {
        film.finish(sound.orElse(null));
      } finally {
        if (film.complete()) {
          performance.show(outcome, report, out, film.pictures());
        }
      }
    }
  }

  private static RgbImage decode(ByteString png) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return codec.decode(png, FrameEncoding.PNG, 0, 0);
    } catch (PictureException e) {
      throw new IllegalStateException("the portrait was encoded as PNG", e);
    }
  }
}
