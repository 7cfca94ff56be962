package io.understudy.connectors.provenance;

/** IPTC digital source types that outputs are marked with. */
public enum DigitalSourceType {
  /** Made by a trained model. */
  TRAINED("trainedAlgorithmicMedia"),
  /** A real portrait or feed with parts made by a trained model. */
  COMPOSITE("compositeWithTrainedAlgorithmicMedia");

  private static final String VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private final String code;

  DigitalSourceType(String code) {
    this.code = code;
  }

  /** The concept's URI. */
  public String uri() {
    return VOCABULARY + code;
  }
}
