package io.understudy.connectors.contract;

import com.google.protobuf.ByteString;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A portrait, a record of the topic {@code sources}; a tombstone withdraws it.
 *
 * @param sourceId key of the record
 * @param version grows with each change of the portrait
 * @param portrait JPEG or PNG bytes; empty when withdrawn
 * @param crop the square that is animated
 * @param consent the consent record, null where there is none
 * @param withdrawn whether the record was a tombstone
 */
@TypeInfo(SourceSerializer.Factory.class)
public record Source(
    String sourceId,
    long version,
    ByteString portrait,
    Crop crop,
    Consent consent,
    boolean withdrawn) {
  /** The meaning of a tombstone. */
  public static Source withdrawn(String sourceId) {
    return new Source(sourceId, 0, ByteString.EMPTY, Crop.CENTRE, null, true);
  }
}
