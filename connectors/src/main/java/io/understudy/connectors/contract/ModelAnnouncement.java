package io.understudy.connectors.contract;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * New weights of a preset, a record of the topic {@code models}; a tombstone returns to the
 * deployed ones.
 *
 * @param preset key of the record
 * @param weightsId identity of the weights, empty for a tombstone
 * @param location path of their file below the deployment's folder of announced weights
 * @param sha256 SHA-256 of that file, 64 lower-case hex digits
 */
@TypeInfo(ModelAnnouncementSerializer.Factory.class)
public record ModelAnnouncement(String preset, String weightsId, String location, String sha256) {
  /** The meaning of a tombstone. */
  public static ModelAnnouncement withdrawn(String preset) {
    return new ModelAnnouncement(preset, "", "", "");
  }

  /** Whether the record was a tombstone. */
  public boolean withdrawn() {
    return weightsId.isEmpty();
  }
}
