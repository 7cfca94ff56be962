package io.understudy.model.parity;

import ai.djl.Device;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.GoldenConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fixtures of Synergize: what inference computes, and in {@code exact} what training adds. */
final class SynergizeParity implements FixtureParity {
  private static final String OUTPUTS = "outputs.npz";

  @Override
  public List<ParityRow> rows(Fixture fixture, Precision precision, Device device)
      throws IOException {
    ModelConfiguration configuration = GoldenConfiguration.read(fixture.meta());
    List<GoldenArray> golden = fixture.golden(OUTPUTS);
    List<ParityRow> rows = new ArrayList<>();
    boolean training = CodebookTraining.applies(fixture, precision);
    try (NetworkPass pass =
        new NetworkPass(
            configuration, FixtureWeights.read(fixture, configuration), precision, device)) {
      Recorder recorder =
          pass.run(fixture.input("source"), fixture.input("driving"), true, training);
      ArrayCheck check = new ArrayCheck(fixture, precision, pass.pixelRange());
      for (GoldenArray array : golden) {
        if (!TrainingArrays.contains(array.name())) {
          rows.add(check.row(array.name(), array, recorder.find(recordedName(array.name()))));
        }
      }
      if (training) {
        rows.addAll(new CodebookTraining(fixture, recorder).rows(check));
      }
    }
    rows.addAll(TrainingArrays.skipped(fixture, golden));
    rows.addAll(TrainingArrays.skipped(fixture, training));
    return rows;
  }

  private static String recordedName(String golden) {
    return golden.equals("out") ? NetworkPass.PICTURE : golden.replaceFirst("^dense\\.", "");
  }
}
