package io.understudy.pipeline.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which step each of Flink's checkpoints holds, a line of a file for each: number of the
 * checkpoint, number of the step. Flink itself tells only when a checkpoint was written.
 *
 * @param file beside the checkpoints
 */
record CheckpointSteps(Path file) {
  /** Notes a checkpoint that is being taken. */
  void note(long checkpoint, long step) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "%d %d\n".formatted(checkpoint, step),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /**
   * The step that a checkpoint holds, 0 where none was noted.
   *
   * @param checkpoint its folder, named {@code chk-NUMBER}
   */
  long of(Path checkpoint) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String number = checkpoint.getFileName().toString().replaceFirst("^chk-", "");
    // A number that was taken again after a resumption is the last one of its name.
    return Files.readAllLines(file).stream()
        .filter(line -> line.matches(number + " \\d+"))
        .mapToLong(line -> Long.parseLong(line.substring(number.length() + 1)))
        .reduce(0, (before, last) -> last);
  }
}
