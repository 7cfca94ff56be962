package io.understudy.connectors.wire;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ModelAnnouncement;
import java.util.regex.Pattern;

/** Model announcements to and from records of the topic {@code models}. */
public final class ModelAnnouncementWire {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private ModelAnnouncementWire() {}

  /** The value of the record, null for withdrawn weights; its key is the preset. */
  public static byte[] toBytes(ModelAnnouncement announcement) {
    if (announcement.withdrawn()) {
      return null;
    }
    return io.understudy.v1.ModelAnnouncement.newBuilder()
        .setWeightsId(announcement.weightsId())
        .setLocation(announcement.location())
        .setSha256(announcement.sha256())
        .build()
        .toByteArray();
  }

  /** Parses a record; a tombstone withdraws what was announced for its preset. */
  public static ModelAnnouncement parse(KafkaRecord record) throws MalformedRecordException {
    String preset = Checks.key("preset", record);
    if (record.value() == null) {
      return ModelAnnouncement.withdrawn(preset);
    }
    io.understudy.v1.ModelAnnouncement announcement =
        Checks.parse(io.understudy.v1.ModelAnnouncement.parser(), record.value());
    return new ModelAnnouncement(
        preset,
        Checks.id("weights_id", announcement.getWeightsId()),
        location(announcement.getLocation()),
        sha256(announcement.getSha256()));
  }

  private static String location(String location) throws MalformedRecordException {
    if (location.isBlank()) {
      throw new MalformedRecordException("location is empty, it must be the path of a file");
    }
    return Checks.text("location", location);
  }

  private static String sha256(String digest) throws MalformedRecordException {
    if (!SHA_256.matcher(digest).matches()) {
      throw new MalformedRecordException(
          "sha256 has %d characters, it must be 64 lower-case hex digits"
              .formatted(digest.length()));
    }
    return digest;
  }
}
