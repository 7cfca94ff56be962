package io.understudy.model.parity;

import ai.djl.Device;
import io.understudy.model.kernel.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs every fixture of a folder that this build knows and judges it array by array. Holds native
 * memory only while it runs. Any thread.
 */
public final class ParityRun {
  private static final Map<String, FixtureParity> KINDS =
      Map.of(
          "fomm", new FommParity(),
          "mcnet", new McnetParity(),
          "synergize", new SynergizeParity(),
          "relative_motion", new RelativeMotionParity(),
          "equivariance_transform", new TransformParity(),
          "perceptual_pyramid", new PerceptualParity(),
          "ostnet_tps_grid", new TpsParity());

  private ParityRun() {}

  /** As {@link #run(Path, Precision, Device, Consumer)} on the CPU, all lines at once. */
  public static List<ParityRow> run(Path folder, Precision precision) {
    List<ParityRow> rows = new ArrayList<>();
    run(folder, precision, Device.cpu(), rows::add);
    return rows;
  }

  /**
   * Runs the fixtures below {@code folder} in the order of their names. A fixture that is broken
   * gives a failed line and does not end the run; one of a kind that this build does not know a
   * skipped one.
   *
   * @param folder a folder laid out like the reference: one folder for each fixture
   * @param rows takes the lines of a fixture as soon as it is done
   * @throws IllegalArgumentException if there is no such folder or no fixture in it
   */
  public static void run(
      Path folder, Precision precision, Device device, Consumer<ParityRow> rows) {
    for (Path fixture : fixtures(folder)) {
      rows(fixture, precision, device).forEach(rows);
    }
  }

  private static List<Path> fixtures(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "folder of fixtures '%s' is no folder: give one laid out as docs/parity.md says"
              .formatted(folder));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> fixtures =
          entries
              .filter(entry -> Files.isRegularFile(entry.resolve(Fixture.META)))
              .sorted()
              .toList();
      if (fixtures.isEmpty()) {
        throw new IllegalArgumentException(
            "folder '%s' holds no fixture, that is no folder with a %s: give the folder above them"
                .formatted(folder, Fixture.META));
      }
      return fixtures;
    } catch (IOException failure) {
      throw new UncheckedIOException("folder '%s' cannot be listed".formatted(folder), failure);
    }
  }

  private static List<ParityRow> rows(Path folder, Precision precision, Device device) {
    String name = folder.getFileName().toString();
    try {
      Fixture fixture = Fixture.read(folder);
      FixtureParity parity = KINDS.get(fixture.kind());
      return parity == null
          ? List.of(ParityRow.skipped(name, fixture.kind(), "not covered by this build"))
          : parity.rows(fixture, precision, device);
    } catch (IOException | RuntimeException failure) {
      return List.of(ParityRow.failed(name, "fixture", reason(failure)));
    }
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null || failure instanceof IOException ? failure.toString() : message;
  }
}
