package io.understudy.model.training;

import io.understudy.model.face.FaceRefiner;
import io.understudy.model.network.PixelRange;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Initial weights that take over what another preset, or an earlier build of the same, has learned:
 * every tensor of equal name and shape; from one that sees pixels in another range, or calls it
 * otherwise, the motion estimator, the scale transformation and what draws mouth and eyes again.
 */
public final class WarmStart {
  // What sees keypoints and no pixels, and what sees pixels in one range, whatever the network's.
  private static final List<String> OF_ANY_RANGE = List.of("scale_transform.", FaceRefiner.NAME);

  private WarmStart() {}

  /**
   * Weights of {@code preset} to start training from.
   *
   * @param seed of the tensors that {@code learned} lacks
   * @throws WeightsException if nothing of {@code learned} fits
   */
  public static Weights of(Preset preset, Weights learned, long seed) {
    List<HostTensor> tensors = new ArrayList<>();
    int taken = 0;
    PixelRange from = range(learned.description().asPreset());
    MotionTensors motion = new MotionTensors(learned, from, range(preset));
    boolean same = from == range(preset);
    for (HostTensor initial : TrainingStart.of(preset, seed).tensors()) {
      Optional<HostTensor> found =
          learned
              .find(initial.name())
              .filter(tensor -> same || OF_ANY_RANGE.stream().anyMatch(tensor.name()::startsWith))
              .or(() -> motion.find(initial.name()))
              .filter(tensor -> fits(tensor, initial));
      taken += found.isPresent() ? 1 : 0;
      tensors.add(found.orElse(initial));
    }
    if (taken == 0) {
      throw new WeightsException(
          "weights of %s share no tensor with %s: start from weights of a related preset"
              .formatted(learned.description().preset(), preset.name()));
    }
    return Weights.of(preset, learned.description().training(), tensors);
  }

  private static PixelRange range(Preset preset) {
    boolean symmetric = preset.configuration().codebooks().isPresent();
    return symmetric ? PixelRange.SYMMETRIC : PixelRange.UNIT;
  }

  private static boolean fits(HostTensor one, HostTensor other) {
    return Arrays.equals(one.shape(), other.shape());
  }
}
