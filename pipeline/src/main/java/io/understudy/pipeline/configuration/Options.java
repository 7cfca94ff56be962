package io.understudy.pipeline.configuration;

import io.understudy.model.kernel.Precision;
import java.time.Duration;
import java.util.List;

/** Every key of the configuration with its type, default and meaning. */
public final class Options {
  /** Below this prefix any property of Kafka's clients is taken. */
  static final String KAFKA_CLIENT_PREFIX = "kafka.client.";

  static final Option<String> KAFKA_BOOTSTRAP =
      new Option<>(
          "kafka.bootstrap",
          OptionType.text("[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*", "HOST:PORT[,HOST:PORT...]"),
          "127.0.0.1:9092",
          "Brokers to connect to first.");
  static final Option<String> KAFKA_TOPIC_PREFIX =
      new Option<>(
          "kafka.topic-prefix",
          OptionType.text("[A-Za-z0-9._-]{0,100}", "at most 100 letters, digits, '.', '_' or '-'"),
          "",
          "Put before the name of every topic.");
  static final Option<DeliveryGuarantee> KAFKA_DELIVERY =
      new Option<>(
          "kafka.delivery",
          OptionType.choice(DeliveryGuarantee.class),
          "at-least-once",
          "Guarantee of reenacted-frames; exactly-once delays it by one checkpoint interval.");

  static final Option<String> MODEL_PRESET =
      new Option<>(
          "model.preset",
          OptionType.text("[a-z0-9-]+", "the name of a preset"),
          "fomm-compact",
          "Network of sessions that name none.");
  static final Option<String> MODEL_WEIGHTS =
      new Option<>(
          "model.weights",
          OptionType.text(".+", "initial or the path of a weights file"),
          "initial",
          "Weights file of the preset; initial means untrained ones.");
  static final Option<Precision> MODEL_PRECISION =
      new Option<>(
          "model.precision",
          OptionType.choice(Precision.class),
          "fast",
          "exact computes in fp32, fast in bf16 with folded, pre-packed convolutions.");
  static final Option<String> MODEL_DEVICE =
      new Option<>(
          "model.device",
          OptionType.text("cpu|gpu\\d{0,2}", "cpu, gpu or gpuN"),
          "cpu",
          "Device of the network where Flink assigns none.");
  static final Option<Integer> MODEL_THREADS =
      new Option<>(
          "model.threads",
          OptionType.integer(0, 256),
          "0",
          "Threads of the network on a CPU; 0 means one for each core.");

  static final Option<Duration> CHECKPOINT_INTERVAL =
      new Option<>(
          "checkpoint.interval",
          OptionType.duration(Duration.ofMillis(100), Duration.ofHours(1)),
          "10s",
          "Time between two checkpoints.");
  static final Option<String> CHECKPOINT_DIRECTORY =
      new Option<>(
          "checkpoint.dir",
          OptionType.text(),
          "",
          "Where checkpoints are kept, a path or URI; none means the cluster's own setting.");

  static final Option<Integer> RUNTIME_PARALLELISM =
      new Option<>(
          "runtime.parallelism",
          OptionType.integer(1, 128),
          "1",
          "Parallel chains of operators; one for each device.");

  /** All keys, in the order of the options table. */
  public static final List<Option<?>> ALL =
      List.of(
          KAFKA_BOOTSTRAP,
          KAFKA_TOPIC_PREFIX,
          KAFKA_DELIVERY,
          MODEL_PRESET,
          MODEL_WEIGHTS,
          MODEL_PRECISION,
          MODEL_DEVICE,
          MODEL_THREADS,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_DIRECTORY,
          RUNTIME_PARALLELISM);

  private Options() {}

  /** Whether {@code key} may appear in a configuration. */
  static boolean isKey(String key) {
    return key.startsWith(KAFKA_CLIENT_PREFIX) && key.length() > KAFKA_CLIENT_PREFIX.length()
        || ALL.stream().anyMatch(option -> option.key().equals(key));
  }

  /** The valid key that is most like {@code key}. */
  static String nearest(String key) {
    return Nearest.of(key, ALL.stream().map(Option::key).toList());
  }
}
