package io.understudy.pipeline.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What became of one clip.
 *
 * @param clip its name
 * @param source name of what the source was taken from
 * @param frames frames that were judged
 * @param rows figures by row, a model or a baseline, and by label; empty for a skipped clip
 * @param failure why the clip was skipped, one sentence; empty where it was not
 */
public record ClipResult(
    String clip, String source, int frames, Map<String, Map<String, Score>> rows, String failure) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the clip could not be judged. */
  public boolean skipped() {
    return !failure.isEmpty();
  }

  /** The result as it leaves the job. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the result of clip " + clip + " cannot be written", e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  static ClipResult ofJson(String json) {
    try {
      return JSON.readValue(json, ClipResult.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a clip's result cannot be read: " + json, e);
    }
  }
}
