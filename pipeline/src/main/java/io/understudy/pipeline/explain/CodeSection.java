package io.understudy.pipeline.explain;

import io.understudy.model.explain.Explanation;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which codes of the codebooks were used. */
final class CodeSection {
  private static final String TITLE = "Codes";
  private static final String TEXT =
      "One bar for each code, in the codebook's order. Attention is what the transformer reads while"
          + " it compensates, the mean over places and heads of its last layer; the nearest codes are"
          + " those that training pulls towards the motion (of the flow that enters) and appearance"
          + " (of the driving picture).";

  private CodeSection() {}

  static Section of(Explanation explanation) {
    Optional<SynergizeConfiguration> codebooks =
        codebooks(explanation.description().configuration());
    if (codebooks.isEmpty()) {
      return Section.missing(TITLE, "This preset has no codebooks.");
    }
    List<Row> rows = new ArrayList<>();
    rows.addAll(rows(explanation, "motion", codebooks.get().motion()));
    rows.addAll(rows(explanation, "app", codebooks.get().appearance()));
    return new Section(TITLE, TEXT, rows);
  }

  private static Optional<SynergizeConfiguration> codebooks(ModelConfiguration configuration) {
    if (configuration instanceof UnderstudyConfiguration union) {
      return Optional.of(union.synergize());
    }
    return configuration instanceof SynergizeConfiguration synergize
        ? Optional.of(synergize)
        : Optional.empty();
  }

  private static List<Row> rows(
      Explanation explanation, String name, CodebookConfiguration codebook) {
    List<Row> rows = new ArrayList<>();
    for (int step = 0; step < Scale.COUNT; step++) {
      int side = Scale.side(step);
      if (codebook.compensates(side)) {
        String title = name.equals("app") ? "Appearance codebook" : "Motion codebook";
        rows.add(
            new Row(
                title + ", " + Scale.name(side).toLowerCase(Locale.ROOT),
                figures(explanation, name + "_", step, codebook)));
      }
    }
    return rows;
  }

  private static List<Figure> figures(
      Explanation explanation, String name, int step, CodebookConfiguration codebook) {
    int codes = codebook.codes();
    int first = codebook.codesAt(Scale.side(step)).from();
    List<Figure> figures = new ArrayList<>();
    explanation
        .find("attention_" + name + step)
        .map(found -> new CodeUse(found.values()).from(first, codes))
        .ifPresent(use -> figures.add(attention(use)));
    explanation
        .find("vq_" + name + step + ".indices")
        .map(
            found ->
                CodeUse.counted(found.values(), codebook.codesAt(Scale.side(step)).to() - first)
                    .from(first, codes))
        .ifPresent(use -> figures.add(nearest(use)));
    return figures;
  }

  private static Figure attention(CodeUse use) {
    return new Figure.Bars(
        String.format(
            Locale.ROOT,
            "attention: as of %.0f equally read codes, of %d that the scale sees",
            use.perplexity(),
            use.used()),
        use.uses());
  }

  private static Figure nearest(CodeUse use) {
    return new Figure.Bars(
        String.format(
            Locale.ROOT,
            "nearest codes: %d different ones, as of %.0f equally frequent ones",
            use.used(),
            use.perplexity()),
        use.uses());
  }
}
