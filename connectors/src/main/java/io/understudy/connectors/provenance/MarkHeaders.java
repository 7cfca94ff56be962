package io.understudy.connectors.provenance;

/** Names of the Kafka headers that mark a reenacted frame; values are UTF-8. */
public final class MarkHeaders {
  public static final String DIGITAL_SOURCE_TYPE = "understudy-digital-source-type";
  public static final String SOURCE_ID = "understudy-source-id";
  public static final String PRESET = "understudy-preset";
  public static final String WEIGHTS_ID = "understudy-weights-id";

  private MarkHeaders() {}
}
