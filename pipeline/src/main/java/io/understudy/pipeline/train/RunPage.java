package io.understudy.pipeline.train;

import io.understudy.model.training.StepReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One HTML page of a run that needs no other file: losses and contact sheets. */
final class RunPage {
  private static final int MOST_SHEETS = 8;
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><meta charset="utf-8"><title>%1$s</title>
      <style>body{font:16px sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}
      img{display:block;width:100%%}td,th{padding:.2rem 1rem;text-align:right}
      .columns{display:grid;grid-template-columns:repeat(%8$d,1fr);font-size:.75rem;
      text-align:center;align-items:end}</style>
      <h1>%1$s</h1>
      <p>Step %2$d of %3$d; %4$d steps left out because a value was not finite.</p>
      <table><tr><th>loss</th><th>value, weighted</th></tr>%5$s</table>
      <h2>Losses over steps</h2><img alt="losses over steps" src="%6$s">
      <h2>Contact sheets</h2>
      <p>Columns: %9$s. Grey: the preset has no such part. Flow: hue is direction, saturation length up to the
      longest of the row; occlusion: yellow where the warped source is shown, blue where it is not.</p>
      %7$s</html>
      """;

  private static final String COLUMNS =
      SheetRow.COLUMNS.stream().map("<span>%s</span>"::formatted).collect(Collectors.joining());

  private RunPage() {}

  /** Writes plot and page of at least one step. */
  static void write(String title, long lastStep, List<StepReport> reports, Path folder)
      throws IOException {
    byte[] plot = LossPlot.png(reports);
    WholeFile.write(folder.resolve("losses.png"), plot);
    StepReport last = reports.get(reports.size() - 1);
    String page =
        PAGE.formatted(
            title,
            last.step(),
            lastStep,
            reports.stream().filter(StepReport::skipped).count(),
            rows(last),
            embedded(plot),
            sheets(folder),
            SheetRow.COLUMNS.size(),
            String.join(", ", SheetRow.COLUMNS));
    WholeFile.write(folder.resolve("run.html"), page.getBytes(StandardCharsets.UTF_8));
  }

  private static String rows(StepReport report) {
    return new TreeMap<>(report.losses())
        .entrySet().stream()
            .map(
                loss ->
                    String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td>%.4f</td></tr>",
                        loss.getKey(),
                        loss.getValue()))
            .collect(Collectors.joining());
  }

  private static String sheets(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all =
          files
              .filter(file -> file.getFileName().toString().matches("sheet-\\d+\\.png"))
              .sorted()
              .toList();
    }
    StringBuilder html = new StringBuilder();
    for (Path sheet : spread(all)) {
      String name = sheet.getFileName().toString();
      long step = Long.parseLong(name.replaceAll("\\D", ""));
      html.append("<h3>Step %d</h3><div class=\"columns\">%s</div>".formatted(step, COLUMNS))
          .append("<img alt=\"%s\" src=\"".formatted(name))
          .append(embedded(Files.readAllBytes(sheet)))
          .append("\">\n");
    }
    return html.toString();
  }

  /** The newest sheet first, then earlier ones at even distances. */
  private static List<Path> spread(List<Path> all) {
    int count = Math.min(MOST_SHEETS, all.size());
    List<Path> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(all.get(all.size() - 1 - i * all.size() / count));
    }
    return chosen;
  }

  private static String embedded(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
