package io.understudy.benchmarks.simulation;

import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;

/**
 * What a topic's log holds, or what was added to it.
 *
 * @param bytes of its records, keys, headers and framing included
 * @param records how many
 */
public record TopicTraffic(long bytes, long records) {
  /** What the log holds now. */
  static TopicTraffic now(TopicAdministration administration, Topic topic) {
    return new TopicTraffic(
        administration.bytes(topic), administration.describe().get(topic).records());
  }

  /** What was added since an earlier look. */
  TopicTraffic since(TopicTraffic earlier) {
    return new TopicTraffic(bytes - earlier.bytes, records - earlier.records);
  }

  /** Mean size of a record with its share of the framing. */
  public double bytesPerRecord() {
    return (double) bytes / records;
  }
}
