package io.understudy.benchmarks.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.benchmarks.engine.Rounds;
import io.understudy.benchmarks.simulation.BatchCost;
import io.understudy.benchmarks.simulation.NetworkCost;
import io.understudy.model.Reenactor;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where a simulation takes the network's cost from. */
final class BatchCostOptions {
  private static final int ROUNDS = 5;
  private static final String FRAMES = "frames in a batch";
  private static final String MILLIS = "batch p50 ms";

  @Option(
      names = "--cost",
      paramLabel = "FRAMES=MS",
      split = ",",
      description =
          "Time of a model call by frames in the batch, FRAMES=MS[,FRAMES=MS...] (default: measured"
              + " with model.preset on this machine).")
  private Map<Integer, Double> cost = new TreeMap<>();

  @Option(
      names = "--cost-from",
      paramLabel = "FILE",
      description = "The same from the JSON of 'understudy bench --streams'.")
  private Path costFile;

  @Option(
      names = "--faster",
      paramLabel = "FACTOR",
      description = "Assume devices that are so many times as fast (default: ${DEFAULT-VALUE}).")
  private double factor = 1;

  void check() {
    if (!(factor > 0) || (costFile != null && !cost.isEmpty())) {
      throw new BadInputException(
          "a simulation takes one of --cost and --cost-from, and --faster above 0, got %s, %s and %s: give others"
              .formatted(cost, costFile, factor));
    }
    Map<Integer, Double> given = given();
    if (!given.isEmpty()) {
      batches(given);
    }
  }

  /** Where the times of model calls are from. */
  String origin() {
    String where = cost.isEmpty() ? costFile == null ? "measured here" : "measured" : "given";
    return factor == 1 ? where : where + ", assumed %s times as fast".formatted(factor);
  }

  /** Opens the network to see what it leaves behind, and measures it where nothing is given. */
  NetworkCost read(UnderstudyConfiguration settings, StopSignal stop) {
    Map<Integer, Double> given = given();
    List<Integer> sizes = given.isEmpty() ? sizes(settings.live().batch().maxFrames()) : List.of(1);
    PresetReenactorLoader loader = PresetReenactorLoader.of(settings.model());
    try (Reenactor reenactor = loader.load(settings.model().preset(), "")) {
      NetworkCost measured = NetworkCost.measure(reenactor, sizes, new Rounds(1, ROUNDS, stop));
      return (given.isEmpty() ? measured : measured.withBatches(batches(given))).fasterBy(factor);
    }
  }

  private static BatchCost batches(Map<Integer, Double> millis) {
    try {
      return new BatchCost(millis);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /** 1, 2, 4 and so on up to the largest batch. */
  private static List<Integer> sizes(int largest) {
    List<Integer> sizes = new ArrayList<>();
    for (int frames = 1; frames < largest; frames *= 2) {
      sizes.add(frames);
    }
    sizes.add(largest);
    return sizes;
  }

  /** Empty where the network is to be measured. */
  private Map<Integer, Double> given() {
    return costFile == null ? cost : read(costFile);
  }

  private static Map<Integer, Double> read(Path file) {
    try {
      Map<Integer, Double> millis = new TreeMap<>();
      for (JsonNode row : new ObjectMapper().readTree(file.toFile()).at("/tables/0/rows")) {
        if (row.hasNonNull(FRAMES) && row.hasNonNull(MILLIS)) {
          millis.put((int) Math.round(row.get(FRAMES).asDouble()), row.get(MILLIS).asDouble());
        }
      }
      if (millis.isEmpty()) {
        throw new BadInputException(
            "%s has no table with '%s' and '%s': give the JSON of 'bench --streams'"
                .formatted(file, FRAMES, MILLIS));
      }
      return millis;
    } catch (IOException e) {
      throw new BadInputException(
          "%s cannot be read as the JSON of 'bench --streams': write it with --json"
              .formatted(file),
          e);
    }
  }
}
