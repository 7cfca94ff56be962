package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.Nearest;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every error into one sentence on stderr; {@code --verbose} adds the stack trace. */
final class ErrorPrinter implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    boolean badInput = error instanceof BadInputException;
    print(badInput ? error.getMessage() : unexpected(error), error, command, parsed.expandedArgs());
    return badInput ? ExitCode.BAD_INPUT : ExitCode.FAILED;
  }

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    String sentence = error.getMessage().lines().findFirst().orElse("wrong arguments");
    if (error instanceof UnmatchedArgumentException unmatched) {
      sentence = unknown(unmatched, command);
    }
    print(
        "%s; '%s --help' lists what is possible"
            .formatted(sentence, command.getCommandSpec().qualifiedName()),
        error,
        command,
        List.of(arguments));
    return ExitCode.BAD_INPUT;
  }

  private static String unknown(UnmatchedArgumentException error, CommandLine command) {
    String argument = error.getUnmatched().get(0);
    List<String> known =
        argument.startsWith("-")
            ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
            : List.copyOf(command.getSubcommands().keySet());
    String suggestion =
        known.isEmpty() ? "" : ", did you mean '%s'?".formatted(Nearest.of(argument, known));
    return "unknown argument '%s'%s".formatted(argument, suggestion);
  }

  private static String unexpected(Exception error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root == error ? "" : " (" + firstLine(root) + ")";
    return firstLine(error) + reason + "; --verbose shows where";
  }

  private static String firstLine(Throwable error) {
    String message = error.getMessage() == null ? "" : error.getMessage();
    return message.lines().findFirst().orElse(error.getClass().getSimpleName());
  }

  private static void print(
      String sentence, Exception error, CommandLine command, List<String> arguments) {
    PrintWriter err = command.getErr();
    err.println("understudy: " + sentence);
    if (arguments.contains("--verbose")) {
      error.printStackTrace(err);
    }
    err.flush();
  }
}
