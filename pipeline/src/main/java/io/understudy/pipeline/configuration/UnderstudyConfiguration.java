package io.understudy.pipeline.configuration;

import io.understudy.model.kernel.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a job needs to know, immutable: one YAML file and {@code key=value} assignments on top of
 * the defaults of {@link Options}.
 */
public record UnderstudyConfiguration(
    Kafka kafka, Model model, Checkpoint checkpoint, Runtime runtime) {

  /**
   * Where the topics are.
   *
   * @param bootstrap HOST:PORT[,HOST:PORT...]
   * @param topicPrefix put before every topic's name, may be empty
   * @param client properties handed to every Kafka client
   */
  public record Kafka(
      String bootstrap,
      String topicPrefix,
      DeliveryGuarantee delivery,
      Map<String, String> client) {}

  /**
   * Which network computes.
   *
   * @param weights path of a weights file, or {@link #INITIAL_WEIGHTS}
   * @param threads threads of the network on a CPU, 0 for one per core
   */
  public record Model(
      String preset, String weights, Precision precision, String device, int threads) {
    public static final String INITIAL_WEIGHTS = "initial";

    /** Whether the weights are untrained ones. */
    public boolean untrained() {
      return weights.equals(INITIAL_WEIGHTS);
    }
  }

  /**
   * How state is kept.
   *
   * @param directory path or URI, empty for the cluster's own setting
   */
  public record Checkpoint(Duration interval, String directory) {}

  /** How much runs at once. */
  public record Runtime(int parallelism) {}

  /** The defaults. */
  public static UnderstudyConfiguration defaults() {
    return read(null, List.of());
  }

  /**
   * Reads a configuration.
   *
   * @param file YAML file, null for none
   * @param assignments {@code key=value}, applied after the file, the later one wins
   * @throws io.understudy.pipeline.BadInputException naming the key that is unknown or has a wrong
   *     value
   */
  public static UnderstudyConfiguration read(Path file, List<String> assignments) {
    OptionValues values = OptionValues.read(file, assignments);
    return new UnderstudyConfiguration(
        new Kafka(
            values.get(Options.KAFKA_BOOTSTRAP),
            values.get(Options.KAFKA_TOPIC_PREFIX),
            values.get(Options.KAFKA_DELIVERY),
            values.below(Options.KAFKA_CLIENT_PREFIX)),
        new Model(
            values.get(Options.MODEL_PRESET),
            values.get(Options.MODEL_WEIGHTS),
            values.get(Options.MODEL_PRECISION),
            values.get(Options.MODEL_DEVICE),
            values.get(Options.MODEL_THREADS)),
        new Checkpoint(
            values.get(Options.CHECKPOINT_INTERVAL), values.get(Options.CHECKPOINT_DIRECTORY)),
        new Runtime(values.get(Options.RUNTIME_PARALLELISM)));
  }
}
