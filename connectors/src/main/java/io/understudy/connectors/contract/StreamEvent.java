package io.understudy.connectors.contract;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Something that happened to a stream, for the topic {@code stream-events}.
 *
 * @param streamId the stream
 * @param kind what happened
 * @param sourceId the source in use, empty where there is none
 * @param count how many, for {@link Kind#FRAMES_DROPPED}; else 1
 * @param detail reason of a drop or refusal in one word or sentence
 * @param epochMicros when, µs since 1970
 */
@TypeInfo(StreamEventSerializer.Factory.class)
public record StreamEvent(
    String streamId, Kind kind, String sourceId, long count, String detail, long epochMicros) {
  /** What can happen. */
  public enum Kind {
    STARTED,
    STOPPED,
    SOURCE_CHANGED,
    WITHDRAWN,
    REFUSED,
    FRAMES_DROPPED,
    WEIGHTS_SWAPPED,
    /** Announced weights are not used; the stream id is the preset where no stream is meant. */
    WEIGHTS_REFUSED
  }
}
