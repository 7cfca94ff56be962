package io.understudy.pipeline.explain;

import io.understudy.model.explain.Explanation;
import java.util.List;

/** An explanation as a page of figures. */
public final class ExplanationPage {
  private ExplanationPage() {}

  /**
   * The page as HTML.
   *
   * @param source how the source is called
   * @param driving how the driving picture is called
   */
  public static String html(Explanation explanation, String source, String driving) {
    return new Page(
            "How %s reenacts".formatted(explanation.description().preset()),
            "Source %s, driving picture %s, weights %s."
                .formatted(source, driving, explanation.weightsId()),
            List.of(
                KeypointSection.of(explanation),
                MaskSection.of(explanation),
                FlowSection.of(explanation),
                OcclusionSection.of(explanation),
                FeatureSection.of(explanation),
                CodeSection.of(explanation),
                MemorySection.of(explanation),
                OutputSection.of(explanation)))
        .html();
  }
}
