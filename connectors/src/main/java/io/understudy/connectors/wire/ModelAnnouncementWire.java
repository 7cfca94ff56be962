package io.understudy.connectors.wire;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ModelAnnouncement;

/** Model announcements to and from records of the topic {@code models}. */
public final class ModelAnnouncementWire {
  private ModelAnnouncementWire() {}

  /** The value of the record; its key is the preset. */
  public static byte[] toBytes(ModelAnnouncement announcement) {
    return io.understudy.v1.ModelAnnouncement.newBuilder()
        .setWeightsId(announcement.weightsId())
        .setLocation(announcement.location())
        .setSha256(announcement.sha256())
        .build()
        .toByteArray();
  }

  /** Parses a record. */
  public static ModelAnnouncement parse(KafkaRecord record) throws MalformedRecordException {
    String preset = Checks.key("preset", record);
    if (record.value() == null) {
      throw new MalformedRecordException("announcement for '%s' is empty".formatted(preset));
    }
    io.understudy.v1.ModelAnnouncement announcement =
        Checks.parse(io.understudy.v1.ModelAnnouncement.parser(), record.value());
    return new ModelAnnouncement(
        preset,
        Checks.id("weights_id", announcement.getWeightsId()),
        announcement.getLocation(),
        announcement.getSha256());
  }
}
