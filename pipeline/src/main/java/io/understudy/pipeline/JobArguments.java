package io.understudy.pipeline;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a job's program: {@code --config FILE} and {@code --set KEY=VALUE}. */
final class JobArguments {
  private JobArguments() {}

  /**
   * The configuration that {@code arguments} describe.
   *
   * @throws BadInputException if one is neither of the two, or its value is missing
   */
  static UnderstudyConfiguration read(String[] arguments) {
    Path file = null;
    List<String> assignments = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String value = valueAfter(arguments, i);
      if (arguments[i].equals("--config")) {
        file = Path.of(value);
      } else {
        assignments.add(value);
      }
    }
    return UnderstudyConfiguration.read(file, assignments);
  }

  private static String valueAfter(String[] arguments, int index) {
    boolean known = arguments[index].equals("--config") || arguments[index].equals("--set");
    if (!known || index + 1 == arguments.length) {
      throw new BadInputException(
          "the job takes --config FILE and --set KEY=VALUE, got '%s'; correct its arguments"
              .formatted(arguments[index]));
    }
    return arguments[index + 1];
  }
}
