package io.understudy.model.training;

import io.understudy.model.network.PixelRange;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tensors of the motion estimator, which networks share under different prefixes (NETWORKS sections
 * 1.3, 1.4, 3.1), for a network that sees pixels in another range: layers that read pixels are
 * changed such that they give the same, but where a border is padded.
 */
final class MotionTensors {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:motion_estimator\\.|generator\\.)?((kp_detector|dense_motion_network)\\..+)");
  // Sees pixels in one range, whatever the network's.
  private static final String DETAIL = "kp_detector.detail.";
  private static final String[] PREFIXES = {"", "motion_estimator.", "generator."};
  private static final Pattern READS_PIXELS =
      Pattern.compile(
          ".*(encoder\\.down_blocks\\.0\\.conv"
              + "|kp_detector\\.kp|kp_detector\\.jacobian"
              + "|dense_motion_network\\.mask|dense_motion_network\\.occlusion)\\.(weight|bias)");
  private static final String MOTION = "dense_motion_network.";
  private static final int COLOURS = 3;
  // A heat map and the colours of the moved source, for each motion.
  private static final int MOTION_CHANNELS = 1 + COLOURS;

  private final Weights learned;
  private final double scale;
  private final double shift;

  /**
   * @param from range that {@code learned} was trained in
   * @param to range of the network that takes over
   */
  MotionTensors(Weights learned, PixelRange from, PixelRange to) {
    this.learned = learned;
    this.scale = from.scale() / to.scale();
    this.shift = from.shift() - to.shift() * scale;
  }

  /** What the network calls {@code name}, if it is of the motion estimator and there. */
  Optional<HostTensor> find(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (String prefix : PREFIXES) {
      Optional<HostTensor> found = learned.find(prefix + matcher.group(1));
      if (found.isPresent()) {
        return found.map(tensor -> inRange(tensor).withName(name));
      }
    }
    return Optional.empty();
  }

  private HostTensor inRange(HostTensor tensor) {
    boolean same = scale == 1 && shift == 0 || tensor.name().contains(DETAIL);
    if (same || !READS_PIXELS.matcher(tensor.name()).matches()) {
      return tensor;
    }
    String layer = tensor.name().substring(0, tensor.name().lastIndexOf('.'));
    HostTensor weight = learned.tensor(layer + ".weight");
    return tensor.name().endsWith(".bias") ? shifted(tensor, weight) : scaled(tensor);
  }

  private HostTensor scaled(HostTensor weight) {
    float[] values = values(weight);
    IntPredicate pixels = pixels(weight);
    for (int i = 0; i < values.length; i++) {
      values[i] *= pixels.test(i) ? (float) scale : 1;
    }
    return HostTensor.ofFloats(weight.name(), weight.shape(), values);
  }

  private HostTensor shifted(HostTensor bias, HostTensor weight) {
    float[] values = values(bias);
    float[] kernels = values(weight);
    IntPredicate pixels = pixels(weight);
    int kernel = kernels.length / values.length;
    for (int i = 0; i < kernels.length; i++) {
      values[i / kernel] += pixels.test(i) ? (float) (shift * kernels[i]) : 0;
    }
    return HostTensor.ofFloats(bias.name(), bias.shape(), values);
  }

  /** Whether an element of a kernel (out, in, k, k) reads a pixel. */
  private IntPredicate pixels(HostTensor weight) {
    int channels = (int) weight.shape()[1];
    int window = (int) (weight.shape()[2] * weight.shape()[3]);
    IntPredicate channel = pixelChannels(weight.name(), channels);
    return i -> channel.test(i / window % channels);
  }

  /** The input of a layer ends with the input of its hourglass. */
  private IntPredicate pixelChannels(String name, int channels) {
    int motion = name.indexOf(MOTION);
    if (motion < 0) {
      return channel -> channel >= channels - COLOURS;
    }
    String mask = name.substring(0, motion) + MOTION + "mask.weight";
    int first = channels - MOTION_CHANNELS * (int) learned.tensor(mask).shape()[0];
    return channel -> channel >= first && (channel - first) % MOTION_CHANNELS != 0;
  }

  private static float[] values(HostTensor tensor) {
    float[] values = new float[tensor.size()];
    tensor.floats().get(values);
    return values;
  }
}
