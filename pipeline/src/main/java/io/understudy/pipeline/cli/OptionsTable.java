package io.understudy.pipeline.cli;

import io.understudy.pipeline.configuration.Option;
import io.understudy.pipeline.configuration.Options;
import java.util.List;

/** The table of all configuration keys, made from their definitions. */
final class OptionsTable {
  private OptionsTable() {}

  static Report report() {
    return new Report(
        "Configuration keys (YAML sections, or --set KEY=VALUE)",
        List.of("key", "default", "must be", "meaning"),
        Options.ALL.stream().map(OptionsTable::row).toList());
  }

  private static List<Object> row(Option<?> option) {
    return List.of(option.key(), option.defaultText(), option.type().rule(), option.description());
  }
}
