package io.understudy.pipeline.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.model.training.StepReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The losses of every step of a run, in memory and as one JSON object a line in a file. One thread.
 */
final class LossHistory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<StepReport> reports = new ArrayList<>();

  private LossHistory(Path file) {
    this.file = file;
  }

  /** What the file says of the steps before {@code step}, which are all that stays in it. */
  static LossHistory before(long step, Path file) throws IOException {
    LossHistory history = new LossHistory(file);
    StringBuilder kept = new StringBuilder();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        Optional<StepReport> report = parse(line).filter(known -> known.step() < step);
        if (report.isPresent()) {
          history.reports.add(report.get());
          kept.append(line).append('\n');
        }
      }
    }
    WholeFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
    return history;
  }

  void add(StepReport report) throws IOException {
    reports.add(report);
    try {
      Files.writeString(file, text(report) + "\n", StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new IOException(
          "losses cannot be added to %s: %s; give the run a writable folder with room"
              .formatted(file, failure.getMessage()),
          failure);
    }
  }

  /** All steps in order. */
  List<StepReport> reports() {
    return List.copyOf(reports);
  }

  private static String text(StepReport report) {
    ObjectNode line = JSON.createObjectNode().put("step", report.step());
    line.put("gradientNorm", report.gradientNorm()).put("skipped", report.skipped());
    ObjectNode losses = line.putObject("losses");
    report.losses().forEach(losses::put);
    return line.toString();
  }

  /** A process that was killed may have left a part of a line, which says nothing. */
  private static Optional<StepReport> parse(String line) {
    try {
      return Optional.of(report(JSON.readTree(line))).filter(report -> report.step() > 0);
    } catch (JsonProcessingException cut) {
      return Optional.empty();
    }
  }

  private static StepReport report(JsonNode read) {
    Map<String, Double> losses = new HashMap<>();
    read.path("losses")
        .fields()
        .forEachRemaining(loss -> losses.put(loss.getKey(), loss.getValue().asDouble()));
    return new StepReport(
        read.path("step").asLong(),
        losses,
        read.path("gradientNorm").asDouble(),
        read.path("skipped").asBoolean());
  }
}
