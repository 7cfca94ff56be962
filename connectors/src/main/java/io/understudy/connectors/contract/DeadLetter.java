package io.understudy.connectors.contract;

import com.google.protobuf.ByteString;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A record that could not be processed, for the topic {@code dead-letters}.
 *
 * @param streamId stream or source id, empty where it is unknown
 * @param reason the category, counted
 * @param origin where the record was read
 * @param payload its bytes, at most {@link #MAX_PAYLOAD_BYTES}
 * @param message one sentence: what, value, rule, what to do
 */
@TypeInfo(DeadLetterSerializer.Factory.class)
public record DeadLetter(
    String streamId, Reason reason, Origin origin, ByteString payload, String message) {
  public static final int MAX_PAYLOAD_BYTES = 16 * 1024;

  public DeadLetter {
    if (payload.size() > MAX_PAYLOAD_BYTES) {
      payload = payload.substring(0, MAX_PAYLOAD_BYTES);
    }
  }

  /** Why a record was refused. */
  public enum Reason {
    MALFORMED_RECORD,
    UNDECODABLE_PICTURE,
    PICTURE_TOO_LARGE,
    UNSUPPORTED_ENCODING,
    UNKNOWN_SESSION,
    UNKNOWN_PRESET,
    REFUSED_WEIGHTS,
    NO_CONSENT,
    MODEL_FAILURE
  }
}
