package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that a user has written for a command, defaults left out.
 *
 * @param spec the command, parsed
 */
record GivenOptions(CommandSpec spec) {
  /**
   * Refuses options that would be left out of account.
   *
   * @param when in which case they are, as it follows "--option does nothing"
   * @throws BadInputException naming the first that was given
   */
  void refuse(String when, String... names) {
    refuse(when, List.of(names));
  }

  /**
   * The same for the options of one of the command's mixins.
   *
   * @param mixin name of its field
   * @param spared options of it that work all the same
   */
  void refuseThoseOf(String mixin, String when, String... spared) {
    refuse(
        when,
        spec.mixins().get(mixin).options().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !List.of(spared).contains(name))
            .toList());
  }

  private void refuse(String when, List<String> names) {
    for (String name : names) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw new BadInputException("%s does nothing %s: leave it away".formatted(name, when));
      }
    }
  }
}
