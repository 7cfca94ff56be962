package io.understudy.pipeline.soak;

/** What is watched over time. */
public enum SoakGauge {
  RESIDENT_MEBIBYTES("resident memory, MiB", 0, true),
  NETWORK_MEBIBYTES("tensors of the networks, MiB", 1, true),
  NATIVE_HANDLES("native handles", 5, true),
  FILE_HANDLES("file handles", 5, true),
  THREADS("threads", 3, true),
  LATENCY_P50_MILLIS("latency p50, ms", 0, false),
  LATENCY_P95_MILLIS("latency p95, ms", 0, false);

  private final String label;
  private final double slack;
  private final boolean certain;

  SoakGauge(String label, double slack, boolean certain) {
    this.label = label;
    this.slack = slack;
    this.certain = certain;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** Growth that is within the coming and going of streams. */
  double slack() {
    return slack;
  }

  /**
   * Whether the process alone sets it. Latency also hangs on whoever shares the cores: only growth
   * that its samples make certain counts.
   */
  boolean certain() {
    return certain;
  }
}
