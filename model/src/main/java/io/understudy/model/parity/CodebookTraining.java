package io.understudy.model.parity;

import io.understudy.model.kernel.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What training computes with Synergize's codebooks, against {@code outputs_train.npz}. A code that
 * is nearly as far as the next one may be the other one: such tokens are left out, and what is
 * rebuilt from codes is judged by its mean difference (the fixture's {@code vq_note}).
 */
final class CodebookTraining {
  static final String FILE = "outputs_train.npz";

  private static final double LEAST_MARGIN = 2e-3;
  private static final double MEAN_DIFFERENCE = 1e-3;
  private static final double RECONSTRUCTION_WEIGHT = 32;
  private static final double LOW_RESOLUTION_WEIGHT = 0.5;

  private final Fixture fixture;
  private final List<GoldenArray> golden;
  private final Recorder recorder;

  CodebookTraining(Fixture fixture, Recorder recorder) throws IOException {
    this.fixture = fixture;
    this.golden = fixture.golden(FILE);
    this.recorder = recorder;
  }

  /** One line for each array. */
  List<ParityRow> rows(ArrayCheck check) throws IOException {
    List<ParityRow> rows = new ArrayList<>();
    for (GoldenArray array : golden) {
      String name = array.name();
      if (name.endsWith(".indices")) {
        rows.add(indices(array));
      } else if (name.startsWith("motion_recon_")) {
        rows.add(reconstruction(array));
      } else {
        rows.add(check.row(name, array, computed(array)));
      }
    }
    return rows;
  }

  private HostArray computed(GoldenArray array) throws IOException {
    return switch (array.name()) {
      case "codebook_loss_motion", "codebook_loss_app" -> steps(array, array.name(), 1);
      case "loss.motion_recon(x32)" -> steps(array, "motion_recon_loss", RECONSTRUCTION_WEIGHT);
      case "loss.pix" -> HostArray.scalar(difference(NetworkPass.PICTURE));
      case "loss.pix_lr(x0.5)" -> HostArray.scalar(LOW_RESOLUTION_WEIGHT * difference("out_lr"));
      case "loss.kp_distance" -> HostArray.scalar(keypointDistance());
      default -> recorder.find(array.name());
    };
  }

  /** The losses of all steps in one array; null where one was not told. */
  private HostArray steps(GoldenArray array, String name, double weight) {
    float[] values = new float[array.values().length];
    for (int i = 0; i < values.length; i++) {
      HostArray step = recorder.find(name + "_" + i);
      if (step == null) {
        return null;
      }
      values[i] = (float) (weight * step.values()[0]);
    }
    return new HostArray(array.shape(), values);
  }

  private double difference(String picture) throws IOException {
    float[] made = recorder.find(picture).values();
    float[] wanted = fixture.input("driving").values();
    double sum = 0;
    for (int i = 0; i < made.length; i++) {
      sum += Math.abs(made[i] - wanted[i]);
    }
    return sum / made.length;
  }

  /** The released form of both frames' keypoints, in told order (NETWORKS section 2.4). */
  private double keypointDistance() {
    return SignDistance.of(recorder.find("kp_source.value"))
        + SignDistance.of(recorder.find("kp_driving.value"));
  }

  private ParityRow indices(GoldenArray array) {
    HostArray actual = recorder.find(array.name());
    float[] margin = find(array.name().replace(".indices", ".margin")).values();
    int compared = 0;
    int different = 0;
    for (int i = 0; i < margin.length; i++) {
      if (margin[i] >= LEAST_MARGIN) {
        compared++;
        different += array.values()[i] == actual.values()[i] ? 0 : 1;
      }
    }
    String note = "%d of %d codes apart from near ties".formatted(compared, margin.length);
    return row(array, different, 0, note);
  }

  private ParityRow reconstruction(GoldenArray array) {
    float[] actual = array.counterpart(recorder.find(array.name()));
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      sum += Math.abs(actual[i] - array.values()[i]);
    }
    return row(array, sum / actual.length, MEAN_DIFFERENCE, "mean difference");
  }

  private GoldenArray find(String name) {
    return golden.stream()
        .filter(array -> array.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s has no array %s".formatted(FILE, name)));
  }

  private ParityRow row(GoldenArray array, double difference, double tolerance, String note) {
    return new ParityRow(
        fixture.name(),
        array.name(),
        OptionalDouble.of(difference),
        OptionalDouble.of(tolerance),
        difference <= tolerance ? Verdict.PASSED : Verdict.FAILED,
        note);
  }

  /** Whether the fixture has such arrays, and {@code precision} is one that they hold for. */
  static boolean applies(Fixture fixture, Precision precision) {
    return precision == Precision.EXACT && fixture.has(FILE);
  }
}
