package io.understudy.model.parity;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Precision;
import io.understudy.model.mcnet.McnetNetwork;
import io.understudy.model.preset.GoldenConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.weights.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fixtures of MCNet: with the noise that the fixture stores, and with none; the losses of its
 * training too.
 */
final class McnetParity implements FixtureParity {
  private static final String NOISY = "outputs.npz";
  private static final double LOSS_WEIGHT = 10;
  private static final String SILENT = "outputs_zero_noise.npz";

  @Override
  public List<ParityRow> rows(Fixture fixture, Precision precision, Device device)
      throws IOException {
    McnetConfiguration configuration =
        (McnetConfiguration) GoldenConfiguration.read(fixture.meta());
    Weights weights = FixtureWeights.read(fixture, configuration);
    HostArray stored = fixture.input("style_noise");
    List<ParityRow> rows = new ArrayList<>();
    try (NetworkPass pass =
        new NetworkPass(
            root ->
                new McnetNetwork(
                    root,
                    configuration,
                    (call, shape) ->
                        root.execution().manager().create(slice(stored, call, shape), shape)),
            weights,
            precision,
            device)) {
      rows.addAll(rows(fixture, NOISY, "", precision, pass));
    }
    if (fixture.has(SILENT)) {
      try (NetworkPass pass = new NetworkPass(configuration, weights, precision, device)) {
        rows.addAll(rows(fixture, SILENT, " (zero noise)", precision, pass));
      }
    }
    return rows;
  }

  /** The noise of one call: the first axis of the stored array counts calls. */
  private static float[] slice(HostArray stored, int call, Shape shape) {
    int size = Math.toIntExact(shape.size());
    return Arrays.copyOfRange(stored.values(), call * size, (call + 1) * size);
  }

  private static List<ParityRow> rows(
      Fixture fixture, String file, String suffix, Precision precision, NetworkPass pass)
      throws IOException {
    Recorder recorder = pass.run(fixture.input("source"), fixture.input("driving"), true);
    ArrayCheck check = new ArrayCheck(fixture, precision, pass.pixelRange());
    List<GoldenArray> golden = fixture.golden(file);
    List<ParityRow> rows = new ArrayList<>();
    for (GoldenArray array : golden) {
      rows.add(check.row(array.name() + suffix, array, computed(array.name(), pass, recorder)));
    }
    return rows;
  }

  private static HostArray computed(String golden, NetworkPass pass, Recorder recorder) {
    return switch (golden) {
      case "prediction" -> recorder.find(NetworkPass.PICTURE);
      case "loss.feat_consistent(x10)" ->
          HostArray.scalar(LOSS_WEIGHT * pass.consistency(recorder));
      case "loss.kp_distance(x10)" ->
          HostArray.scalar(
              LOSS_WEIGHT
                  * (SignDistance.of(recorder.find("kp_source.value"))
                      + SignDistance.of(recorder.find("kp_driving.value"))));
      default -> recorder.find(golden);
    };
  }
}
