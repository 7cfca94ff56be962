package io.understudy.it;

import io.understudy.model.training.StepReport;
import io.understudy.pipeline.train.RunListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A run in a process of its own, which can be killed as a failing machine kills it. */
final class TrainingChild {
  private static final String STEP = "step ";

  private TrainingChild() {}

  /** The process: clips, folder of the run, number of steps. */
  public static void main(String[] arguments) throws IOException {
    long steps = Long.parseLong(arguments[2]);
    TinyTraining.of(steps, steps)
        .run(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            new RunListener() {
              @Override
              public void skipped(String reason) {
                System.out.println(reason);
              }

              @Override
              public void checkpointFailed(String reason) {
                System.out.println(reason);
              }

              @Override
              public void stepped(StepReport report) {
                System.out.println(STEP + report.step());
              }
            });
  }

  /**
   * Trains in a process and ends it with SIGKILL after the first step at which {@code ripe} holds.
   *
   * @return the number of that step
   */
  static long runAndKill(Path clips, Path out, long steps, BooleanSupplier ripe)
      throws IOException {
    Process process =
        new ProcessBuilder(command(clips, out, steps))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
      return awaitStep(told, ripe);
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /**
   * Trains in a process and asks it to end, with SIGTERM, while a step is under way.
   *
   * @param temporary where the process keeps what lives no longer than it does
   * @return its exit code
   */
  static int runAndTerminate(Path clips, Path out, long steps, Path temporary, BooleanSupplier ripe)
      throws IOException {
    return ChildJvm.terminate(command(clips, out, steps), temporary, told -> awaitStep(told, ripe));
  }

  private static long awaitStep(BufferedReader told, BooleanSupplier ripe) throws IOException {
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      if (line.startsWith(STEP) && ripe.getAsBoolean()) {
        return Long.parseLong(line.substring(STEP.length()));
      }
    }
    throw new AssertionError("the process ended before it could be ended");
  }

  private static List<String> command(Path clips, Path out, long steps) {
    return ChildJvm.command(
        TrainingChild.class, clips.toString(), out.toString(), Long.toString(steps));
  }
}
