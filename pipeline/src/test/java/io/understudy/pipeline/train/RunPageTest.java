package io.understudy.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.training.StepReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {
  @TempDir Path folder;

  @Test
  void eachSheetTellsItsStepAndNamesItsColumns() throws IOException {
    for (int step : new int[] {20, 40}) {
      Files.write(folder.resolve("sheet-%06d.png".formatted(step)), new byte[] {1});
    }

    write();

    String page = Files.readString(folder.resolve("run.html"));
    assertThat(page.indexOf("<h3>Step 40</h3>"))
        .isPositive()
        .isLessThan(page.indexOf("<h3>Step 20</h3>"));
    for (String column : SheetRow.COLUMNS) {
      assertThat(page.split("<span>" + column + "</span>", -1)).hasSize(3);
    }
    assertThat(page).contains("Step 40 of 50; 1 steps left out", "<td>pixel</td><td>0.0250</td>");
  }

  @Test
  void thePlotIsAPicture() throws IOException {
    write();

    BufferedImage plot = ImageIO.read(folder.resolve("losses.png").toFile());
    assertThat(plot.getWidth()).isEqualTo(1200);
  }

  private void write() throws IOException {
    List<StepReport> reports =
        LongStream.rangeClosed(1, 40)
            .mapToObj(
                step ->
                    new StepReport(
                        step, Map.of("pixel", 1.0 / step, "total", 2.0 / step), 1, step == 3))
            .toList();
    RunPage.write("Training of a test", 50, reports, folder);
  }
}
