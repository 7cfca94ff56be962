package io.understudy.model.explain;

import io.understudy.model.Picture;
import io.understudy.model.weights.WeightsDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a network made of one pair, motion applied as it stands (absolute). Immutable, on the heap.
 *
 * @param description what its weights are of
 * @param weightsId their id
 * @param source the source
 * @param driving the driving picture as it came
 * @param rectified the driving picture at the scale of the source; empty where the network has no
 *     scale transformation
 * @param warped the source moved by the last flow alone, black where nothing of it is seen
 * @param output the reenacted picture
 * @param intermediates everything else, under the names that the network tells its tap
 */
public record Explanation(
    WeightsDescription description,
    String weightsId,
    Seen source,
    Seen driving,
    Optional<Seen> rectified,
    Picture warped,
    Picture output,
    Map<String, Intermediate> intermediates) {
  public Explanation {
    intermediates = Collections.unmodifiableMap(new LinkedHashMap<>(intermediates));
  }

  /** The intermediate of that name, empty where the network tells none. */
  public Optional<Intermediate> find(String name) {
    return Optional.ofNullable(intermediates.get(name));
  }

  /** The keypoints that drove: those of the rectified picture where there is one. */
  public Seen driver() {
    return rectified.orElse(driving);
  }
}
