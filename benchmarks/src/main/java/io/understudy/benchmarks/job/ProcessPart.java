package io.understudy.benchmarks.job;

import java.util.Arrays;
import java.util.List;

/** What the threads of a measured process are for, told by how their names begin. */
public enum ProcessPart {
  /** Decoding, the network with libtorch's threads, encoding. */
  WORKER("inference worker", "reenact-worker"),
  /** Flink's tasks: parsing, sessions, the shuffle, emitting. */
  TASKS("Flink tasks", "Source: ", "stream-session", "source-features", "Time Trigger"),
  /** Consumers and producers of the job and of the measurement. */
  CLIENTS("Kafka clients", "Source Data Fet", "kafka-producer-", "kafka-admin"),
  /** The embedded broker. */
  BROKER(
      "Kafka broker",
      "data-plane-kafk",
      "kafka-1-",
      "kafka-scheduler",
      "quorum-contr",
      "broker-1-",
      "ExpirationReap",
      "executor-Fetch",
      "group-coordinat",
      "share-coordinat"),
  /** Publishes frames and reads what comes back. */
  MEASUREMENT("measurement", "main", "java"),
  /** The compiler, the collector and the like. */
  JVM("JVM", "C1 ", "C2 ", "G1 ", "GC ", "VM ", "Sweeper", "Service Thread"),
  REST("rest");

  private final String label;
  private final List<String> beginnings;

  ProcessPart(String label, String... beginnings) {
    this.label = label;
    this.beginnings = List.of(beginnings);
  }

  /** What tables call it. */
  public String label() {
    return label;
  }

  /** The part that a thread of that name belongs to; Linux keeps 15 letters of a name. */
  static ProcessPart ofThread(String name) {
    return Arrays.stream(values())
        .filter(part -> part.beginnings.stream().anyMatch(name::startsWith))
        .findFirst()
        .orElse(REST);
  }
}
