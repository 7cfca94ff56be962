package io.understudy.pipeline.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.pipeline.local.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param path the folder, absolute
 */
record RunFolder(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST_STEP = "firstStep";
  private static final String REQUEST = "request";

  /** What the run started from. */
  Path initial() {
    return path.resolve("initial.safetensors");
  }

  /** The trainer's state at the last save. */
  Path state() {
    return path.resolve("state.safetensors");
  }

  /** Flink's checkpoints. */
  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Which steps they hold. */
  CheckpointSteps checkpointSteps() {
    return new CheckpointSteps(checkpoints().resolve("steps"));
  }

  /** Where several trainers meet. */
  Path exchange() {
    return path.resolve("exchange");
  }

  /** Announced weights, one file for each announcement. */
  Path announced() {
    return path.resolve("announced");
  }

  /** Which records of a topic the run reads. */
  Path topic() {
    return path.resolve("topic.json");
  }

  Path losses() {
    return path.resolve("losses.jsonl");
  }

  private Path description() {
    return path.resolve("run.json");
  }

  /** Where the job began whose checkpoints lie here, if it was asked for the same. */
  OptionalLong firstStepOf(String request) throws IOException {
    if (!Files.exists(description())) {
      return OptionalLong.empty();
    }
    JsonNode written = JSON.readTree(description().toFile());
    return written.path(REQUEST).asText().equals(request)
        ? OptionalLong.of(written.path(FIRST_STEP).asLong())
        : OptionalLong.empty();
  }

  /** Notes what the job that starts now was asked for. */
  void describe(String request, long firstStep) throws IOException {
    ObjectNode written = JSON.createObjectNode().put(FIRST_STEP, firstStep).put(REQUEST, request);
    WholeFile.write(description(), JSON.writeValueAsBytes(written));
  }

  /** The newest complete checkpoint. */
  Optional<Path> newestCheckpoint() throws IOException {
    if (!Files.isDirectory(checkpoints())) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(checkpoints(), 3)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(RunFolder::writtenAt))
          .map(Path::getParent);
    }
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  /** Deletes what only a resumption of the same job needs. */
  void forgetJob() throws IOException {
    new TemporaryDirectory(checkpoints()).close();
    new TemporaryDirectory(exchange()).close();
    Files.deleteIfExists(description());
  }
}
