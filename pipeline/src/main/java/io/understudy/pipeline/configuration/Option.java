package io.understudy.pipeline.configuration;

import java.util.Objects;

/**
 * One key of the configuration.
 *
 * @param key path in the YAML file, for example {@code model.precision}
 * @param type how its text is read and which values it takes
 * @param defaultText the value where the user gives none, as it would be written
 * @param description one sentence for the options table
 */
public record Option<T>(String key, OptionType<T> type, String defaultText, String description) {
  public Option {
    Objects.requireNonNull(key, "key");
    type.read(key, defaultText); // a default that breaks its own rule is a bug, found at start
  }
}
