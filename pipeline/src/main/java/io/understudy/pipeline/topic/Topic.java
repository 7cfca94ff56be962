package io.understudy.pipeline.topic;

import io.understudy.connectors.contract.KafkaRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topics of the wire contract, with how long each keeps its records. */
public enum Topic {
  SOURCES("sources", null),
  SESSIONS("sessions", null),
  DRIVING_FRAMES("driving-frames", Duration.ofMinutes(10)),
  REENACTED_FRAMES("reenacted-frames", Duration.ofMinutes(10)),
  DEAD_LETTERS("dead-letters", Duration.ofDays(7)),
  STREAM_EVENTS("stream-events", Duration.ofDays(7)),
  MODELS("models", null);

  /** A job that is resumed from a savepoint as old as this still learns of every withdrawal. */
  private static final Duration TOMBSTONES = Duration.ofDays(90);

  /** What a later record of its key replaced may be read for this long, a withdrawn portrait. */
  private static final Duration SUPERSEDED = Duration.ofDays(1);

  private final String baseName;
  private final Duration retention;

  Topic(String baseName, Duration retention) {
    this.baseName = baseName;
    this.retention = retention;
  }

  /** The topic of that name, without a prefix. */
  public static Optional<Topic> named(String baseName) {
    return Arrays.stream(values()).filter(topic -> topic.baseName.equals(baseName)).findFirst();
  }

  /** All names, without a prefix. */
  public static List<String> names() {
    return Arrays.stream(values()).map(topic -> topic.baseName).toList();
  }

  /** The name without a prefix. */
  public String baseName() {
    return baseName;
  }

  /** How long records are kept; empty where the last one of each key stays for ever. */
  public Optional<Duration> retention() {
    return Optional.ofNullable(retention);
  }

  /** Settings for the creation of the topic. */
  public Map<String, String> settings() {
    String bytes = Integer.toString(KafkaRecord.MAX_BYTES);
    return retention == null
        ? Map.of(
            "cleanup.policy",
            "compact",
            "delete.retention.ms",
            millis(TOMBSTONES),
            "max.compaction.lag.ms",
            millis(SUPERSEDED),
            "max.message.bytes",
            bytes)
        : Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            millis(retention),
            "max.message.bytes",
            bytes);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
