package io.understudy.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.training.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossHistoryTest {
  @TempDir private Path folder;

  @Test
  void goesOnBehindALineThatWasCutAtAnyByte() throws IOException {
    Path file = folder.resolve("losses.jsonl");
    LossHistory whole = LossHistory.before(1, file);
    whole.add(report(1));
    whole.add(report(2));
    String text = Files.readString(file);
    int second = text.indexOf('\n') + 1;

    for (int length = second; length < text.length() - 1; length++) {
      Files.writeString(file, text.substring(0, length));

      assertThat(LossHistory.before(3, file).reports()).containsExactly(report(1));
      assertThat(file).hasContent(text.substring(0, second));
    }
  }

  @Test
  void keepsTheStepsBeforeTheOneThatComesNext() throws IOException {
    Path file = folder.resolve("losses.jsonl");
    LossHistory.before(1, file).add(report(1));

    assertThat(LossHistory.before(2, file).reports()).containsExactly(report(1));
    assertThat(LossHistory.before(1, file).reports()).isEmpty();
    assertThat(file).isEmptyFile();
  }

  private static StepReport report(long step) {
    return new StepReport(step, Map.of("pixel", 0.5, "total", 1.5), 2, false);
  }
}
