package io.understudy.pipeline.explain;

import io.understudy.model.explain.Explanation;
import io.understudy.model.preset.CodeRange;
import io.understudy.model.preset.CodebookConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which codes of the codebooks were used. */
final class CodeSection {
  private static final String TITLE = "Codes";
  private static final String TEXT =
      "One bar for each code, in the codebook's order. Attention is what the transformer reads while"
          + " it compensates, the mean over places and heads of its last layer. Nearest codes are"
          + " those that training pulls towards the flow that enters (motion) and towards the"
          + " driving picture (appearance).";

  private final Explanation explanation;
  private final String label;
  private final String suffix;
  private final CodebookConfiguration codebook;

  private CodeSection(
      Explanation explanation, String label, String suffix, CodebookConfiguration codebook) {
    this.explanation = explanation;
    this.label = label;
    this.suffix = suffix;
    this.codebook = codebook;
  }

  static Section of(Explanation explanation) {
    List<Row> rows = new ArrayList<>();
    explanation
        .description()
        .configuration()
        .codebooks()
        .ifPresent(
            both -> {
              rows.addAll(new CodeSection(explanation, "Motion", "motion", both.motion()).rows());
              rows.addAll(
                  new CodeSection(explanation, "Appearance", "app", both.appearance()).rows());
            });
    return rows.isEmpty()
        ? Section.missing(TITLE, "This preset has no codebooks.")
        : new Section(TITLE, TEXT, rows);
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int step = 0; step < Scale.COUNT; step++) {
      int side = Scale.side(step);
      if (codebook.compensates(side)) {
        String name = "%s codebook, %s".formatted(label, Scale.name(side).toLowerCase(Locale.ROOT));
        rows.add(new Row(name, figures(step, codebook.codesAt(side))));
      }
    }
    return rows;
  }

  private List<Figure> figures(int step, CodeRange seen) {
    List<Figure> figures = new ArrayList<>();
    explanation
        .find("attention_%s_%d".formatted(suffix, step))
        .map(found -> new CodeUse(found.values()))
        .ifPresent(use -> figures.add(bars(attention(use), use, seen)));
    explanation
        .find("vq_%s_%d.indices".formatted(suffix, step))
        .map(found -> CodeUse.counted(found.values(), seen.size()))
        .ifPresent(use -> figures.add(bars(nearest(use), use, seen)));
    return figures;
  }

  private Figure bars(String caption, CodeUse use, CodeRange seen) {
    return new Figure.Bars(caption, use.from(seen.from(), codebook.codes()).uses());
  }

  private static String attention(CodeUse use) {
    return String.format(
        Locale.ROOT,
        "attention: as if %.0f codes were read equally, of %d that the scale sees",
        use.perplexity(),
        use.uses().length);
  }

  private static String nearest(CodeUse use) {
    return String.format(
        Locale.ROOT,
        "nearest codes of %d places: %d different ones, as if %.0f were equally frequent",
        use.places(),
        use.used(),
        use.perplexity());
  }
}
