package io.understudy.model.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The reference arrays that only training computes: quantised codes, losses, the second
 * reconstruction, the discriminator.
 */
final class TrainingArrays {
  private static final List<String> FILES = List.of(CodebookTraining.FILE, "discriminator.npz");
  private static final Pattern NAME =
      Pattern.compile("vq_.*|.*_loss.*|loss\\..*|motion_recon.*|out_lr");

  private TrainingArrays() {}

  static boolean contains(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * One line for each file of {@code fixture} that belongs to training.
   *
   * @param compared whether the codebooks' file is compared elsewhere
   */
  static List<ParityRow> skipped(Fixture fixture, boolean compared) throws IOException {
    List<ParityRow> rows = new ArrayList<>();
    for (String file : FILES) {
      if (fixture.has(file) && !(compared && file.equals(CodebookTraining.FILE))) {
        List<String> names = fixture.golden(file).stream().map(GoldenArray::name).toList();
        rows.add(ParityRow.skipped(fixture.name(), file, note(names)));
      }
    }
    return rows;
  }

  /** One line for the arrays of {@code golden} that belong to training, none where none does. */
  static List<ParityRow> skipped(Fixture fixture, List<GoldenArray> golden) {
    List<String> names =
        golden.stream().map(GoldenArray::name).filter(TrainingArrays::contains).toList();
    return names.isEmpty()
        ? List.of()
        : List.of(ParityRow.skipped(fixture.name(), "training", note(names)));
  }

  private static String note(List<String> names) {
    return "training only: " + String.join(", ", names);
  }
}
