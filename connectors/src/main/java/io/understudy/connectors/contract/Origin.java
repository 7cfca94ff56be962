package io.understudy.connectors.contract;

/** Where a record was read: topic, partition and offset. */
public record Origin(String topic, int partition, long offset) {
  /** The origin of a record that no topic holds. */
  public static final Origin NONE = new Origin("", -1, -1);
}
