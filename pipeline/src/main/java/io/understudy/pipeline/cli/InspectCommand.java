package io.understudy.pipeline.cli;

import io.understudy.connectors.provenance.VisibleLabel;
import io.understudy.connectors.provenance.Watermark;
import io.understudy.operators.MarkOptions;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.trust.Inspection;
import io.understudy.pipeline.trust.Sidecar;
import io.understudy.pipeline.trust.SigningKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy inspect}. */
@Command(
    name = "inspect",
    description = {
      "Say what marks a picture or a film bears: label, metadata, watermark, signed sidecar.",
      "Ends with 1 where nothing that a program can read says that it is synthetic."
    })
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ReportOptions report;

  @Parameters(paramLabel = "FILE", description = "A JPEG, a PNG or a video.")
  private Path file;

  @Option(
      names = "--signer",
      paramLabel = "PEM",
      description = {
        "Public key that must have signed the sidecar (default: the key that the sidecar names,",
        "which tells that the file is unaltered, but not who signed it)."
      })
  private Path signer;

  @Override
  public Integer call() {
    report.check();
    if (!file.toFile().canRead()) {
      throw new BadInputException("file %s cannot be read: check the path".formatted(file));
    }
    MarkOptions marks = configuration.read().live().mark();
    Inspection inspection =
        Inspection.of(
            file,
            new Inspection.Sought(
                new VisibleLabel(marks.labelText()),
                watermark(marks.watermarkKeyFile()),
                signer == null ? null : SigningKey.readPublic(signer)));
    report.show(table(inspection), spec.commandLine().getOut());
    return inspection.marked() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Watermark watermark(String keyFile) {
    try {
      return keyFile.isEmpty() ? null : Watermark.ofKeyFile(Path.of(keyFile));
    } catch (IllegalArgumentException unusable) {
      throw new BadInputException(unusable.getMessage(), unusable);
    }
  }

  private Report table(Inspection inspection) {
    return new Report(
        "Marks of %s, %d pictures looked at".formatted(file, inspection.pictures()),
        List.of("mark", "found", "detail"),
        List.of(
            List.of(
                "metadata",
                inspection.digitalSourceType().isPresent(),
                inspection.digitalSourceType().orElse("no IPTC digital source type")),
            List.of(
                "visible label",
                inspection.labelledPictures() > 0,
                "on %d of %d".formatted(inspection.labelledPictures(), inspection.pictures())),
            watermark(inspection),
            sidecar(inspection)));
  }

  private static List<Object> watermark(Inspection inspection) {
    return inspection
        .watermarkScore()
        .map(
            score ->
                List.<Object>of(
                    "watermark",
                    score > Watermark.THRESHOLD,
                    String.format(
                        Locale.ROOT, "score %.1f, marked above %.0f", score, Watermark.THRESHOLD)))
        .orElse(List.of("watermark", false, "not looked for: live.watermark-key-file is not set"));
  }

  private List<Object> sidecar(Inspection inspection) {
    if (inspection.sidecar().isEmpty()) {
      return List.of("signed sidecar", false, "no " + Sidecar.of(file).getFileName());
    }
    Sidecar.Verdict verdict = inspection.sidecar().get();
    boolean holds = verdict.signed() && verdict.unaltered();
    return List.of("signed sidecar", holds, detail(verdict));
  }

  private String detail(Sidecar.Verdict verdict) {
    if (verdict.statement() == null) {
      return "cannot be read";
    }
    if (!verdict.signed()) {
      return signer == null ? "its signature does not hold" : "not signed by " + signer;
    }
    if (!verdict.unaltered()) {
      return "signed, but the file was altered since";
    }
    return "source %s, %s, weights %s, signed by %s"
        .formatted(
            verdict.statement().sourceId(),
            verdict.statement().preset(),
            verdict.statement().weightsId(),
            signer == null ? "the key " + verdict.signer() : signer.toString());
  }
}
