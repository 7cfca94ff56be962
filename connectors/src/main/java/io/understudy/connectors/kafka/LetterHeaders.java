package io.understudy.connectors.kafka;

import io.understudy.connectors.contract.DeadLetter;
import java.util.Map;

/** Headers by which console tools sort dead letters without parsing them. */
final class LetterHeaders implements RecordWriter.Headers<DeadLetter> {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<String, String> of(DeadLetter letter) {
    return Map.of(
        "understudy-reason", letter.reason().name(),
        "understudy-origin",
            "%s-%d@%d"
                .formatted(
                    letter.origin().topic(),
                    letter.origin().partition(),
                    letter.origin().offset()));
  }
}
