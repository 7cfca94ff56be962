package io.understudy.pipeline.cli;

import ai.djl.Device;
import io.understudy.model.kernel.Precision;
import io.understudy.model.parity.ParityRow;
import io.understudy.model.parity.ParityRun;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.local.StopSignal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy parity}. */
@Command(
    name = "parity",
    description = {
      "Compare this machine's networks with reference figures, array by array.",
      "Exit code 1 where one falls out of its tolerance."
    })
final class ParityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ReportOptions report;

  @Parameters(paramLabel = "DIR", description = "Folder with one folder for each fixture.")
  private Path folder;

  @Option(
      names = "--precision",
      paramLabel = "exact|fast",
      description = "Precision to check (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.EXACT;

  @Override
  public Integer call() {
    report.check();
    List<ParityRow> rows = new ArrayList<>();
    try (StopSignal stop = new StopSignal()) {
      ParityRun.run(
          folder,
          precision,
          Device.cpu(),
          row -> {
            rows.add(row);
            stop.endIfGiven("parity was stopped after %d lines".formatted(rows.size()));
          });
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
    report.show(report(rows), spec.commandLine().getOut());
    return rows.stream().anyMatch(ParityRow::failed) ? ExitCode.FAILED : ExitCode.OK;
  }

  private Report report(List<ParityRow> rows) {
    long failed = rows.stream().filter(ParityRow::failed).count();
    return new Report(
        "Parity in %s precision: %d lines, %d failed".formatted(precision, rows.size(), failed),
        List.of("fixture", "array", "largest difference", "tolerance", "verdict", "note"),
        rows.stream().map(ParityCommand::cells).toList());
  }

  private static List<Object> cells(ParityRow row) {
    return List.of(
        row.fixture(),
        row.array(),
        figure(row.largestDifference()),
        figure(row.tolerance()),
        row.verdict().name().toLowerCase(Locale.ROOT),
        row.note());
  }

  private static Object figure(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3g", value.getAsDouble()) : "";
  }
}
