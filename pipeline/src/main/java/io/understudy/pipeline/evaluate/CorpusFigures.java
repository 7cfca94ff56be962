package io.understudy.pipeline.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * Figures of all clips together that no mean over clips gives.
 *
 * @param rows figures by row, a model or a baseline, and by label
 */
public record CorpusFigures(Map<String, Map<String, Score>> rows) {
  static final CorpusFigures NONE = new CorpusFigures(Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The figures as they leave the job. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the figures of the corpus cannot be written", e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  static CorpusFigures ofJson(String json) {
    try {
      return JSON.readValue(json, CorpusFigures.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the corpus' figures cannot be read: " + json, e);
    }
  }
}
