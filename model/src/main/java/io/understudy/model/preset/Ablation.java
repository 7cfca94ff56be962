package io.understudy.model.preset;

import java.util.Objects;

/**
 * One row of an ablation study.
 *
 * @param table which table of which paper it is a row of, for example {@code Synergizing Tab. 2}
 * @param row its name there
 * @param configuration what is trained for it
 */
public record Ablation(String table, String row, ModelConfiguration configuration) {
  public Ablation {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(configuration, "configuration");
  }
}
