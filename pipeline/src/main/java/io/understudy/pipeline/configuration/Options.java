package io.understudy.pipeline.configuration;

import io.understudy.connectors.kafka.KafkaSinks;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.model.kernel.Precision;
import java.time.Duration;
import java.util.List;

/** Every key of the configuration with its type, default and meaning. */
public final class Options {
  /** Below this prefix any property of Kafka's clients is taken. */
  static final String KAFKA_CLIENT_PREFIX = "kafka.client.";

  /** Below this prefix the name of any preset is taken. */
  static final String MODEL_WEIGHTS_OF_PREFIX = "model.weights-of.";

  /** How a preset is spelled, parts behind it. */
  private static final String PRESET = "[a-z0-9-]+(:[a-z0-9-]+)*";

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

  /** One of the clients' properties, which the job itself has to know. */
  static final Option<Integer> KAFKA_TRANSACTION_TIMEOUT =
      new Option<>(
          KAFKA_CLIENT_PREFIX + "transaction.timeout.ms",
          OptionType.integer(1, Integer.MAX_VALUE),
          Integer.toString(KafkaSinks.TRANSACTION_TIMEOUT_MILLIS),
          "Age at which the broker aborts a transaction.");

  static final Option<String> KAFKA_GROUP =
      new Option<>(
          "kafka.group",
          OptionType.text("[A-Za-z0-9._-]{1,100}", "1 to 100 letters, digits, '.', '_' or '-'"),
          "understudy",
          "Consumer group and transactions of the job; one of its own for each job of a broker.");
  static final Option<DrivingStart> KAFKA_DRIVING_START =
      new Option<>(
          "kafka.driving-start",
          OptionType.choice(DrivingStart.class),
          "committed",
          "Which driving frames a job without a checkpoint reads first; committed is latest for a"
              + " group that has committed none.");

  static final Option<String> MODEL_PRESET =
      new Option<>(
          "model.preset",
          OptionType.text(PRESET, "the name of a preset"),
          "understudy-live",
          "Network of sessions that name none.");
  static final Option<String> MODEL_WEIGHTS =
      new Option<>(
          "model.weights",
          OptionType.text(".+", "bundled, initial or the path of a weights file"),
          "bundled",
          "Weights file of the preset; bundled means those that come with this build (untrained ones"
              + " where it has none), initial means untrained ones.");
  static final Option<String> MODEL_ANNOUNCED_DIR =
      new Option<>(
          "model.announced-dir",
          OptionType.text(),
          "",
          "Folder of the weights that the topic models announces, the same on every machine of the"
              + " job; none means that announcements are refused.");
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
  static final Option<Integer> MODEL_CALLS =
      new Option<>(
          "model.calls",
          OptionType.integer(1, 16),
          "2",
          "Calls of the network side by side on a CPU, at most its threads, which they share: 2 draw"
              + " the most frames a second, 1 draws a single frame soonest.");

  static final Option<Integer> MODEL_SIZE =
      new Option<>(
          "model.size-pixels",
          OptionType.integer(128, 1024),
          "256",
          "Side of the pictures that the networks take and give, in steps of 128; synergize and"
              + " understudy work at 256 only.");
  static final Option<Integer> MODEL_NOISE_SEED =
      new Option<>(
          "model.memory-noise-seed",
          OptionType.integer(0, Integer.MAX_VALUE),
          "0",
          "Seed of the noise in the facial memory of mcnet, drawn for each frame as the released"
              + " code does; 0 means none, so that equal frames give equal pictures.");

  static final Option<Integer> LIVE_MAX_BATCH_FRAMES =
      new Option<>(
          "live.max-batch-frames",
          OptionType.integer(1, 256),
          "8",
          "Most frames, of whichever streams, in one call of the network; side by side calls (model.calls) share them.");
  static final Option<Integer> LIVE_MAX_BATCHES_IN_FLIGHT =
      new Option<>(
          "live.max-batches-in-flight",
          OptionType.integer(1, 16),
          "2",
          "Batches that run or wait for the network, raised to one more than model.calls where those"
              + " are several; 2 keep one call busy.");
  static final Option<Integer> LIVE_MAX_QUEUED_FRAMES =
      new Option<>(
          "live.max-queued-frames-per-stream",
          OptionType.integer(1, 10_000),
          "16",
          "Frames of a live stream that wait for a batch before the oldest is dropped.");
  static final Option<Long> LIVE_FEATURE_CACHE =
      new Option<>(
          "live.feature-cache",
          OptionType.bytes(0, 1L << 40),
          "512 MiB",
          "Device memory for features of sources that no batch is using.");
  static final Option<Integer> LIVE_SESSION_WAIT_FRAMES =
      new Option<>(
          "live.session-wait-frames",
          OptionType.integer(1, 10_000),
          "32",
          "Frames of a stream that wait for its session; more are dead letters.");
  static final Option<Long> LIVE_SESSION_WAIT_SIZE =
      new Option<>(
          "live.session-wait-size",
          OptionType.bytes(16 << 20, 1L << 40),
          "256 MiB",
          "Frames of all streams of a task that wait for their sessions, 1 KiB more counted for each;"
              + " the oldest beyond are dead letters.");
  static final Option<Duration> LIVE_SESSION_WAIT =
      new Option<>(
          "live.session-wait",
          OptionType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
          "3s",
          "Longest wait of a frame for its session.");
  static final Option<Duration> LIVE_SESSION_TIMEOUT =
      new Option<>(
          "live.session-timeout",
          OptionType.duration(Duration.ZERO, Duration.ofDays(30)),
          "0ms",
          "Time without a driving frame after which a live session is stopped, until it is published"
              + " again; 0ms means never.");
  static final Option<Long> LIVE_MAX_PICTURE_SIZE =
      new Option<>(
          "live.max-picture-size",
          OptionType.bytes(1, PictureBounds.MOST_BYTES),
          "9 MiB",
          "Encoded size beyond which a picture is refused unread.");
  static final Option<Integer> LIVE_MAX_PICTURE_PIXELS =
      new Option<>(
          "live.max-picture-pixels",
          OptionType.integer(1, 1 << 28),
          "16777216",
          "Width times height beyond which a picture is refused undecoded, as is one with a"
              + " side of more than 16384.");
  static final Option<Integer> LIVE_JPEG_QUALITY =
      new Option<>(
          "live.jpeg-quality",
          OptionType.integer(1, 100),
          "90",
          "Quality of the reenacted frames' JPEG.");
  static final Option<Boolean> LIVE_UNLABELLED_ALLOWED =
      new Option<>(
          "live.unlabelled-allowed",
          OptionType.flag(),
          "false",
          "Whether a session may switch its visible label off.");
  static final Option<String> LIVE_LABEL_TEXT =
      new Option<>(
          "live.label-text",
          OptionType.text("[ -~]{1,40}", "1 to 40 printable ASCII characters"),
          "AI generated",
          "The visible label of every output.");
  static final Option<String> LIVE_WATERMARK_KEY_FILE =
      new Option<>(
          "live.watermark-key-file",
          OptionType.text(),
          "",
          "Path, on each machine of the cluster, of a text of 16 or more characters: the key of an"
              + " invisible mark in every output; none means no such mark.");
  static final Option<String> LIVE_FACE_NETWORKS =
      new Option<>(
          "live.face-networks",
          OptionType.text(),
          "",
          "Folder, on each machine of the cluster, of the face networks that 'understudy models'"
              + " fetches: they find driving faces, turned ones too; none means the cascade of"
              + " OpenCV's jar.");
  static final Option<Duration> LIVE_DEADLINE =
      new Option<>(
          "live.deadline",
          OptionType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
          "2s",
          "Age at which a frame of a live session that names no deadline is dropped.");

  static final Option<Duration> LIVE_SCALE_SMOOTHING =
      new Option<>(
          "live.scale-smoothing",
          OptionType.duration(Duration.ZERO, Duration.ofMinutes(1)),
          "0ms",
          "Time constant by which the scale code of a session that names none is smoothed; 0ms means"
              + " not at all.");

  static final Option<Duration> CHECKPOINT_INTERVAL =
      new Option<>(
          "checkpoint.interval",
          OptionType.duration(Duration.ofMillis(100), Duration.ofHours(1)),
          "10s",
          "Time between two checkpoints; with exactly-once delivery below"
              + " kafka.client.transaction.timeout.ms (10 min where that is not set).");
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
          KAFKA_GROUP,
          KAFKA_DRIVING_START,
          MODEL_PRESET,
          MODEL_WEIGHTS,
          MODEL_ANNOUNCED_DIR,
          MODEL_PRECISION,
          MODEL_DEVICE,
          MODEL_THREADS,
          MODEL_CALLS,
          MODEL_SIZE,
          MODEL_NOISE_SEED,
          LIVE_MAX_BATCH_FRAMES,
          LIVE_MAX_BATCHES_IN_FLIGHT,
          LIVE_MAX_QUEUED_FRAMES,
          LIVE_FEATURE_CACHE,
          LIVE_SESSION_WAIT_FRAMES,
          LIVE_SESSION_WAIT_SIZE,
          LIVE_SESSION_WAIT,
          LIVE_SESSION_TIMEOUT,
          LIVE_MAX_PICTURE_SIZE,
          LIVE_MAX_PICTURE_PIXELS,
          LIVE_JPEG_QUALITY,
          LIVE_UNLABELLED_ALLOWED,
          LIVE_LABEL_TEXT,
          LIVE_WATERMARK_KEY_FILE,
          LIVE_FACE_NETWORKS,
          LIVE_DEADLINE,
          LIVE_SCALE_SMOOTHING,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_DIRECTORY,
          RUNTIME_PARALLELISM);

  private Options() {}

  /** Whether {@code key} may appear in a configuration. */
  static boolean isKey(String key) {
    return key.startsWith(KAFKA_CLIENT_PREFIX) && key.length() > KAFKA_CLIENT_PREFIX.length()
        || key.matches(MODEL_WEIGHTS_OF_PREFIX + PRESET)
        || ALL.stream().anyMatch(option -> option.key().equals(key));
  }

  /** The valid key that is most like {@code key}. */
  static String nearest(String key) {
    return Nearest.of(key, ALL.stream().map(Option::key).toList());
  }
}
