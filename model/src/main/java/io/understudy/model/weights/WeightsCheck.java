package io.understudy.model.weights;

import io.understudy.model.preset.Preset;
import io.understudy.model.weights.ParameterSpec.Kind;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides whether weights fit a network; one error lists everything that does not. */
public final class WeightsCheck {
  private final List<String> missing = new ArrayList<>();
  private final List<String> extra = new ArrayList<>();
  private final List<String> misshaped = new ArrayList<>();
  private final List<String> notFinite = new ArrayList<>();

  private WeightsCheck() {}

  /**
   * Checks weights against a preset and what its network declares. Counters and derived tensors may
   * be absent, derived ones are ignored.
   *
   * @throws WeightsException if the weights belong to another preset, or naming every missing,
   *     extra, mis-shaped and non-finite tensor
   */
  public static void verify(Preset preset, Collection<ParameterSpec> specs, Weights weights) {
    String given = weights.description().preset();
    if (!given.equals(preset.name())) {
      throw new WeightsException(
          "weights %s belong to preset %s, not to %s: choose that preset or other weights"
              .formatted(weights.id(), given, preset.name()));
    }
    verify(specs, weights);
  }

  /** As above without the preset's name. */
  public static void verify(Collection<ParameterSpec> specs, Weights weights) {
    WeightsCheck check = new WeightsCheck();
    Map<String, HostTensor> unclaimed = new HashMap<>();
    weights.tensors().forEach(tensor -> unclaimed.put(tensor.name(), tensor));
    specs.forEach(spec -> check.compare(spec, unclaimed.remove(spec.name())));
    check.extra.addAll(unclaimed.keySet().stream().sorted().toList());
    check.refuse(weights.description().preset());
  }

  private void compare(ParameterSpec spec, HostTensor tensor) {
    if (spec.kind() == Kind.DERIVED) {
      return;
    }
    if (tensor == null) {
      if (spec.kind() != Kind.COUNTER) {
        missing.add(spec.name());
      }
    } else if (!Arrays.equals(tensor.shape(), spec.shape())
        || (tensor.type() == ElementType.I64) != (spec.kind() == Kind.COUNTER)) {
      misshaped.add("%s must have shape %s".formatted(tensor, Arrays.toString(spec.shape())));
    } else if (tensor.type() != ElementType.I64 && !finite(tensor.floats())) {
      notFinite.add(spec.name());
    }
  }

  private static boolean finite(FloatBuffer values) {
    float zeros = 0;
    while (values.hasRemaining()) {
      // 0 * x is NaN exactly where x is infinite or NaN.
      zeros += 0 * values.get();
    }
    return zeros == 0;
  }

  private void refuse(String preset) {
    List<String> faults = new ArrayList<>();
    describe(faults, "missing", missing);
    describe(faults, "extra", extra);
    describe(faults, "mis-shaped", misshaped);
    describe(faults, "not finite", notFinite);
    if (!faults.isEmpty()) {
      throw new WeightsException(
          "weights do not fit preset %s: %s; import the checkpoint of that preset"
              .formatted(preset, String.join("; ", faults)));
    }
  }

  private static void describe(List<String> faults, String what, List<String> tensors) {
    if (!tensors.isEmpty()) {
      faults.add("%d %s (%s)".formatted(tensors.size(), what, String.join(", ", tensors)));
    }
  }
}
