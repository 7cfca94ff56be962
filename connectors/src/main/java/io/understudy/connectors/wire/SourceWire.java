package io.understudy.connectors.wire;

import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Source;

/** Sources to and from records of the topic {@code sources}. */
public final class SourceWire {
  private SourceWire() {}

  /** The value of the record, null for a withdrawn source; its key is the source id. */
  public static byte[] toBytes(Source source) {
    if (source.withdrawn()) {
      return null;
    }
    io.understudy.v1.Source.Builder wire =
        io.understudy.v1.Source.newBuilder()
            .setVersion(source.version())
            .setPortrait(source.portrait())
            .setCrop(CropWire.toWire(source.crop()));
    if (source.consent() != null) {
      wire.setConsent(toWire(source.consent()));
    }
    return wire.build().toByteArray();
  }

  private static io.understudy.v1.Consent toWire(Consent consent) {
    return io.understudy.v1.Consent.newBuilder()
        .setSubject(consent.subject())
        .setScope(consent.scope())
        .setExpiresEpochMillis(consent.expiresEpochMillis())
        .setReference(consent.reference())
        .build();
  }

  /** Parses a record; the portrait shares its bytes; a tombstone is a withdrawn source. */
  public static Source parse(KafkaRecord record) throws MalformedRecordException {
    String sourceId = Checks.key("sourceId", record);
    if (record.value() == null) {
      return Source.withdrawn(sourceId);
    }
    io.understudy.v1.Source source = Checks.parse(io.understudy.v1.Source.parser(), record.value());
    return new Source(
        sourceId,
        Checks.notNegative("version", source.getVersion()),
        source.getPortrait(),
        CropWire.fromWire(source.hasCrop(), source.getCrop()),
        source.hasConsent() ? fromWire(source.getConsent()) : null,
        false);
  }

  private static Consent fromWire(io.understudy.v1.Consent consent)
      throws MalformedRecordException {
    return new Consent(
        Checks.text("consent subject", consent.getSubject()),
        Checks.text("consent scope", consent.getScope()),
        Checks.notNegative("expires_epoch_millis", consent.getExpiresEpochMillis()),
        Checks.text("consent reference", consent.getReference()));
  }
}
