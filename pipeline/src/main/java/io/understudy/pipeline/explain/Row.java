package io.understudy.pipeline.explain;

import java.util.List;

/**
 * Figures that are read together.
 *
 * @param label what they have in common, for example a scale; may be empty
 */
record Row(String label, List<Figure> figures) {
  Row {
    figures = List.copyOf(figures);
  }
}
