package io.understudy.operators.metric;

/** Every metric of the live job: its name and unit are part of the interface to dashboards. */
public enum LiveMetric {
  FRAMES_IN("framesIn", "frames", "driving frames that reached stream-session"),
  FRAMES_OUT("framesOut", "frames", "reenacted frames emitted by reenact"),
  FRAMES_DROPPED("framesDropped", "frames", "frames dropped, one counter for each reason"),
  FRAMES_REFUSED("framesRefused", "records", "all dead letters, one counter for each reason"),
  CAPTURE_TO_OUTPUT("captureToOutputMicros", "µs", "capture of the frame until its output"),
  QUEUE("queueMicros", "µs", "arrival at reenact until the batch started"),
  DECODE("decodeMicros", "µs", "decoding and cutting the driving picture"),
  INFERENCE("inferenceMicros", "µs", "the batch's model call"),
  ENCODE("encodeMicros", "µs", "label, encoding and marking of the output"),
  BATCH("batchFrames", "frames", "frames in a batch"),
  CACHE_HITS("featureCacheHits", "frames", "frames whose source features were on the device"),
  CACHE_MISSES("featureCacheMisses", "frames", "frames whose features were read from state"),
  CACHE_BYTES("featureCacheBytes", "bytes", "source features held on the device"),
  NATIVE_BYTES("nativeBytes", "bytes", "native memory of the models in use"),
  MODEL_VERSION("modelVersion", "text", "preset and weights of the last batch");

  private final String metricName;
  private final String unit;
  private final String description;

  LiveMetric(String metricName, String unit, String description) {
    this.metricName = metricName;
    this.unit = unit;
    this.description = description;
  }

  /** Name in the operator's metric group. */
  public String metricName() {
    return metricName;
  }

  public String unit() {
    return unit;
  }

  public String description() {
    return description;
  }
}
