package io.understudy.model.training;

import io.understudy.model.Picture;
import java.util.Optional;

/**
 * What a network makes of one pair as it stands. Immutable, on the heap.
 *
 * @param rectified the driving frame at the scale of the source; empty where nothing rectifies it
 * @param warped the source under the flow alone
 * @param flow the last flow: for each place of the output (x, y) in [-1, 1] of the source
 * @param occlusion the last map of where the warped source is shown, 0 to 1; empty without one
 * @param rebuiltFlow the last flow as its codes rebuild it, offsets in the same unit; empty without
 *     motion codes
 * @param output the reenacted frame
 */
public record Preview(
    Optional<Picture> rectified,
    Picture warped,
    PreviewMap flow,
    Optional<PreviewMap> occlusion,
    Optional<PreviewMap> rebuiltFlow,
    Picture output) {}
