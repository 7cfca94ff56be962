package io.understudy.pipeline.cli;

import java.io.PrintWriter;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line's entry; each subcommand is a class of its own. */
@Command(
    name = "understudy",
    description = "Animates a portrait with the motion of a driving feed, as a stream.",
    subcommands = {
      DemoCommand.class,
      AnimateCommand.class,
      RunCommand.class,
      PublishCommand.class,
      EgressCommand.class,
      WatchCommand.class,
      InspectCommand.class,
      TopicsCommand.class,
      AnnounceCommand.class,
      ImportCommand.class,
      ParityCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      AblateCommand.class,
      ExplainCommand.class,
      ModelsCommand.class,
      SoakCommand.class
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed or negative verdict, 2 wrong input.",
      "Start with: understudy demo"
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = VersionLines.class)
public final class UnderstudyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show version and commit, Java and libtorch, and leave.")
  private boolean version;

  /** Runs the command that {@code arguments} name and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(execute(out, err, arguments));
  }

  /** Without a command: shows which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.BAD_INPUT;
  }

  /** Runs the command that {@code arguments} name; returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    ErrorPrinter errors = new ErrorPrinter();
    CommandLine commands = new CommandLine(new UnderstudyCommand());
    ServiceLoader.load(CommandProvider.class)
        .forEach(provider -> commands.addSubcommand(provider.command()));
    return commands
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .execute(arguments);
  }
}
