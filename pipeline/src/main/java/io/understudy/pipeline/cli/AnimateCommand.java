package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.Source;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.film.Film;
import io.understudy.pipeline.local.LocalReenactment;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.DrivingClip;
import io.understudy.pipeline.playback.PortraitFile;
import io.understudy.pipeline.playback.VideoClip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy animate}. */
@Command(
    name = "animate",
    description = {
      "Animate a portrait with a clip, file to file: every frame, and the clip's sound.",
      "Runs the live job on a broker and a cluster inside this process."
    })
final class AnimateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ModelOptions model;
  @Mixin private ConsentOptions consent;
  @Mixin private ReportOptions report;
  @Mixin private SigningOptions signing;

  @Option(
      names = "--source",
      paramLabel = "IMAGE",
      required = true,
      description =
          "The portrait; its centred square is animated, or the one around its face where faces are followed.")
  private Path source;

  @Option(
      names = "--driving",
      paramLabel = "VIDEO",
      required = true,
      description = "The clip whose motion is taken.")
  private Path driving;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The mp4 to write.")
  private Path out;

  @Mixin private LengthOptions length;
  @Mixin private PictureOptions pictures;

  @Override
  public Integer call() {
    report.check();
    length.check();
    OutputPath.requireWritable(out);
    signing.check(out);
    UnderstudyConfiguration settings = configuration.read(model.assignments());
    ByteString portrait = PortraitFile.read(source);
    try (StopSignal stop = new StopSignal();
        DrivingClip clip = length.cut(VideoClip.open(driving));
        Film film = new Film(out, clip.framesPerSecond())) {
      Performance performance = new Performance(settings, spec.commandLine(), stop);
      Optional<Path> sound = performance.soundOf(clip);
      LocalReenactment.Outcome outcome =
          performance.play(
              reenactment(portrait),
              clip,
              (driver, reenacted) -> {
                signing.note(reenacted);
                film.add(film.decode(reenacted.payload()), reenacted.presentationMicros());
              });
      try {
        film.finish(sound.orElse(null));
      } finally {
        if (film.complete()) {
          signing.sign(out, spec.commandLine().getOut());
          performance.show(outcome, report, out, film.pictures());
        }
      }
    }
    return ExitCode.OK;
  }

  private LocalReenactment reenactment(ByteString portrait) {
    String sourceId = LocalReenactment.SOURCE;
    List<Source> sources = new ArrayList<>(pictures.otherSources(sourceId, 1, consent.privately()));
    sources.add(
        new Source(sourceId, 1, portrait, pictures.frame(portrait), consent.privately(), false));
    return new LocalReenactment(
        sources,
        pictures.session(LocalReenactment.STREAM, sourceId, "", "", DeliveryMode.COMPLETE, 0));
  }
}
