package io.understudy.pipeline.configuration;

import io.understudy.model.kernel.Precision;
import io.understudy.operators.LiveOptions;
import io.understudy.pipeline.BadInputException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What a job needs to know, immutable: one YAML file and {@code key=value} assignments on top of
 * the defaults of {@link Options}.
 */
public record UnderstudyConfiguration(
    Kafka kafka, Model model, LiveOptions live, Checkpoint checkpoint, Runtime runtime) {
  /** Fixed for the life of a job's state. */
  public static final int MAX_PARALLELISM = 128;

  /**
   * Where the topics are.
   *
   * @param bootstrap HOST:PORT[,HOST:PORT...]
   * @param topicPrefix put before every topic's name, may be empty
   * @param group consumer group of the job, and prefix of its transactions
   * @param drivingStart where a job without a checkpoint begins
   * @param client properties handed to every Kafka client
   */
  public record Kafka(
      String bootstrap,
      String topicPrefix,
      DeliveryGuarantee delivery,
      String group,
      DrivingStart drivingStart,
      Map<String, String> client)
      implements Serializable {
    /** The clients' properties by name only: passwords are among their values. */
    @Override
    public String toString() {
      return "Kafka[bootstrap=%s, topicPrefix=%s, delivery=%s, group=%s, drivingStart=%s, client=%s]"
          .formatted(bootstrap, topicPrefix, delivery, group, drivingStart, client.keySet());
    }
  }

  /**
   * Which network computes.
   *
   * @param weights path of a weights file, {@link #BUNDLED_WEIGHTS} or {@link #INITIAL_WEIGHTS}
   * @param weightsOf the same of further presets, by name
   * @param announcedFolder path of the folder of announced weights, empty for none
   * @param threads threads of the network on a CPU, 0 for one per core
   * @param calls calls of a network side by side on a CPU
   * @param sizePixels side of the networks' pictures
   * @param memoryNoiseSeed seed of the noise in facial memories, 0 for none
   */
  public record Model(
      String preset,
      String weights,
      Map<String, String> weightsOf,
      String announcedFolder,
      Precision precision,
      String device,
      int threads,
      int calls,
      int sizePixels,
      int memoryNoiseSeed) {
    /** The weights that come with this build, untrained ones where it has none of the preset. */
    public static final String BUNDLED_WEIGHTS = "bundled";

    public static final String INITIAL_WEIGHTS = "initial";
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
   * @throws BadInputException naming the key that is unknown or has a wrong value
   */
  public static UnderstudyConfiguration read(Path file, List<String> assignments) {
    OptionValues values = OptionValues.read(file, assignments);
    return new UnderstudyConfiguration(
        new Kafka(
            values.get(Options.KAFKA_BOOTSTRAP),
            values.get(Options.KAFKA_TOPIC_PREFIX),
            values.get(Options.KAFKA_DELIVERY),
            values.get(Options.KAFKA_GROUP),
            values.get(Options.KAFKA_DRIVING_START),
            values.below(Options.KAFKA_CLIENT_PREFIX)),
        new Model(
            values.get(Options.MODEL_PRESET),
            values.get(Options.MODEL_WEIGHTS),
            values.below(Options.MODEL_WEIGHTS_OF_PREFIX, Options.MODEL_WEIGHTS),
            values.get(Options.MODEL_ANNOUNCED_DIR),
            values.get(Options.MODEL_PRECISION),
            values.get(Options.MODEL_DEVICE),
            values.get(Options.MODEL_THREADS),
            values.get(Options.MODEL_CALLS),
            values.get(Options.MODEL_SIZE),
            values.get(Options.MODEL_NOISE_SEED)),
        LiveSection.read(values),
        checkpoint(values),
        new Runtime(values.get(Options.RUNTIME_PARALLELISM)));
  }

  private static Checkpoint checkpoint(OptionValues values) {
    Duration interval = values.get(Options.CHECKPOINT_INTERVAL);
    int transaction = values.get(Options.KAFKA_TRANSACTION_TIMEOUT);
    if (values.get(Options.KAFKA_DELIVERY) == DeliveryGuarantee.EXACTLY_ONCE
        && interval.toMillis() >= transaction) {
      throw new BadInputException(
          "%s must be below %s (%d ms) where %s is exactly-once, got %d ms: the broker would abort each transaction before its checkpoint commits it; choose a shorter interval"
              .formatted(
                  Options.CHECKPOINT_INTERVAL.key(),
                  Options.KAFKA_TRANSACTION_TIMEOUT.key(),
                  transaction,
                  Options.KAFKA_DELIVERY.key(),
                  interval.toMillis()));
    }
    return new Checkpoint(interval, values.get(Options.CHECKPOINT_DIRECTORY));
  }

  /**
   * The same configuration for a broker that was made for the job and holds nothing yet; what the
   * clients of the configured broker take, its passwords among it, is not for this one, but for the
   * age of transactions, which the checkpoint interval was checked against.
   */
  public UnderstudyConfiguration onFreshBroker(String bootstrap) {
    Map<String, String> client = new HashMap<>(kafka.client());
    client.keySet().retainAll(Set.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    return new UnderstudyConfiguration(
        new Kafka(
            bootstrap,
            kafka.topicPrefix(),
            kafka.delivery(),
            kafka.group(),
            DrivingStart.EARLIEST,
            client),
        model,
        live,
        checkpoint,
        runtime);
  }
}
