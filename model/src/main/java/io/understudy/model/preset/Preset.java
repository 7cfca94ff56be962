package io.understudy.model.preset;

import java.util.Objects;

/**
 * A named model configuration. Immutable.
 *
 * @param name for example {@code synergize-256}; not blank
 * @param configuration widths and switches of every network
 */
public record Preset(String name, ModelConfiguration configuration) {
  public Preset {
    Objects.requireNonNull(configuration, "configuration");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a preset needs a name, got a blank one");
    }
  }
}
