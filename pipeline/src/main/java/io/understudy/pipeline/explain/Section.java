package io.understudy.pipeline.explain;

import java.util.List;

/**
 * A chapter of the page.
 *
 * @param text how to read it, or what the network lacks
 * @param rows empty where the network has no such part
 */
record Section(String title, String text, List<Row> rows) {
  Section {
    rows = List.copyOf(rows);
  }

  /** A chapter that says what the network lacks. */
  static Section missing(String title, String text) {
    return new Section(title, text, List.of());
  }
}
