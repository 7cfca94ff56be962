package io.understudy.pipeline.explain;

import io.understudy.model.explain.Explanation;
import io.understudy.model.explain.Intermediate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The flow, what each scale adds to it, and what its codes remember of it. */
final class FlowSection {
  private static final String TITLE = "Flow";
  private static final int LEGEND_PIXELS = 129;

  /** A residual below this moves nothing that can be seen, and shall not look as if it did. */
  private static final double LEAST_PIXELS = 0.1;

  private final Explanation explanation;

  /** Length that whole flows are drawn fully saturated at, in pixels. */
  private final double greatest;

  private FlowSection(Explanation explanation, FlowField initial) {
    this.explanation = explanation;
    this.greatest = Math.max(initial.greatest(), 1);
  }

  static Section of(Explanation explanation) {
    FlowField initial = FlowField.ofPositions(explanation.find("deformation").orElseThrow());
    return new FlowSection(explanation, initial).section(initial);
  }

  private Section section(FlowField initial) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "Initial",
            List.of(
                whole("initial flow", initial),
                Figure.map(
                    String.format(Locale.ROOT, "colours of offsets up to %.1f pixels", greatest),
                    FlowColours.legend(LEGEND_PIXELS)))));
    for (int step = 0; step < Scale.COUNT; step++) {
      List<Figure> figures = figures(step);
      if (!figures.isEmpty()) {
        rows.add(new Row(Scale.name(Scale.side(step)), figures));
      }
    }
    String text =
        "An offset leads from a place of the output to the place of the source that it shows, in"
            + " pixels of the output. Whole flows share one range; each residual has its own, a tenth"
            + " of a pixel at least.";
    String lacks = " This preset does not refine its flow: it has no motion codebook.";
    return new Section(TITLE, rows.size() == 1 ? text + lacks : text, rows);
  }

  private List<Figure> figures(int step) {
    List<Figure> figures = new ArrayList<>();
    offsets("res_deform_" + step).ifPresent(flow -> figures.add(own("residual", flow)));
    explanation
        .find("deformation_" + (step + 1))
        .ifPresent(flow -> figures.add(whole("refined flow", FlowField.ofPositions(flow))));
    offsets("motion_recon_" + step)
        .ifPresent(
            flow -> figures.add(whole("flow that entered, rebuilt from its nearest codes", flow)));
    return figures;
  }

  private Optional<FlowField> offsets(String name) {
    Optional<Intermediate> found = explanation.find(name);
    return found.map(FlowField::ofOffsets);
  }

  private Figure whole(String name, FlowField flow) {
    return Figure.map(caption(name, flow), FlowColours.of(flow, greatest));
  }

  private static Figure own(String name, FlowField flow) {
    double range = Math.max(flow.greatest(), LEAST_PIXELS);
    return Figure.map(caption(name, flow), FlowColours.of(flow, range));
  }

  private static String caption(String name, FlowField flow) {
    return String.format(Locale.ROOT, "%s, at most %.2f pixels", name, flow.greatest());
  }
}
