package io.understudy.pipeline.ablate;

import io.understudy.model.preset.Ablation;
import io.understudy.pipeline.evaluate.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a row of the study did.
 *
 * @param scores means over all judged frames, by label
 */
public record AblationResult(Ablation ablation, Map<String, Score> scores) {
  public AblationResult {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }
}
