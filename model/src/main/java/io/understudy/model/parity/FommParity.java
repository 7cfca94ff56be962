package io.understudy.model.parity;

import ai.djl.Device;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.GoldenConfiguration;
import io.understudy.model.weights.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fixtures of the first-order motion model: both sampling conventions, and both checkpoint formats
 * where the folder has them.
 */
final class FommParity implements FixtureParity {
  private static final String OUTPUTS = "outputs.npz";
  private static final String ALIGNED = "outputs_align_true.npz";
  private static final String LEGACY = "checkpoint_legacy.pth.tar";

  @Override
  public List<ParityRow> rows(Fixture fixture, Precision precision, Device device)
      throws IOException {
    FommConfiguration configuration = (FommConfiguration) GoldenConfiguration.read(fixture.meta());
    Weights weights = FixtureWeights.read(fixture, configuration);
    List<ParityRow> rows = new ArrayList<>();
    if (fixture.has(LEGACY)) {
      rows.add(legacy(fixture, FixtureWeights.imported(fixture, configuration, LEGACY), weights));
    }
    rows.addAll(convention(fixture, OUTPUTS, configuration, weights, precision, device));
    if (fixture.has(ALIGNED)) {
      FommConfiguration aligned = configuration.withAlignCorners(true);
      rows.addAll(convention(fixture, ALIGNED, aligned, weights, precision, device));
    }
    rows.addAll(TrainingArrays.skipped(fixture, false));
    return rows;
  }

  private static ParityRow legacy(Fixture fixture, Weights legacy, Weights other) {
    boolean equal = legacy.id().equals(other.id());
    return new ParityRow(
        fixture.name(),
        LEGACY,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        equal ? Verdict.PASSED : Verdict.FAILED,
        "tensors are %s those of %s".formatted(equal ? "bit for bit" : "not", fixture.weights()));
  }

  private static List<ParityRow> convention(
      Fixture fixture,
      String file,
      FommConfiguration configuration,
      Weights weights,
      Precision precision,
      Device device)
      throws IOException {
    boolean align = configuration.alignCorners();
    try (NetworkPass pass = new NetworkPass(configuration, weights, precision, device)) {
      Recorder recorder = pass.run(fixture.input("source"), fixture.input("driving"), align);
      ArrayCheck check = new ArrayCheck(fixture, precision, pass.pixelRange());
      return fixture.golden(file).stream()
          .map(
              golden ->
                  check.row(
                      align ? golden.name() + " (align true)" : golden.name(),
                      golden,
                      recorder.find(recordedName(golden.name()))))
          .toList();
    }
  }

  /** The reference calls by its module what the network calls by its own name. */
  private static String recordedName(String golden) {
    return golden.equals("prediction")
        ? NetworkPass.PICTURE
        : golden.replaceFirst("^(dense|gen)\\.", "");
  }
}
