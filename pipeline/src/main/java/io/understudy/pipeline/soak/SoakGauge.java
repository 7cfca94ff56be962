package io.understudy.pipeline.soak;

/** What is watched over time. */
public enum SoakGauge {
  RESIDENT_MEBIBYTES("resident memory, MiB", 0),
  NETWORK_MEBIBYTES("tensors of the networks, MiB", 1),
  NATIVE_HANDLES("native handles", 5),
  FILE_HANDLES("file handles", 5),
  THREADS("threads", 3),
  LATENCY_P50_MILLIS("latency p50, ms", Double.POSITIVE_INFINITY),
  LATENCY_P95_MILLIS("latency p95, ms", Double.POSITIVE_INFINITY);

  private final String label;
  private final double slack;

  SoakGauge(String label, double slack) {
    this.label = label;
    this.slack = slack;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** Growth that is within the coming and going of streams; infinite where growth is not judged. */
  double slack() {
    return slack;
  }
}
