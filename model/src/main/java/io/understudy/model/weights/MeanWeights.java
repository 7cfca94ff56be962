package io.understudy.model.weights;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The element by element mean of weights of one preset. */
public final class MeanWeights {
  private MeanWeights() {}

  /**
   * The mean, described as the first of them.
   *
   * @param all at least one, of equal tensors in fp32
   * @throws WeightsException if one lacks a tensor of the first
   */
  public static Weights of(List<Weights> all) {
    Weights first = all.get(0);
    List<HostTensor> means = new ArrayList<>();
    for (HostTensor tensor : first.tensors()) {
      List<FloatBuffer> values =
          all.stream().map(weights -> weights.tensor(tensor.name()).floats()).toList();
      means.add(HostTensor.ofFloats(tensor.name(), tensor.shape(), mean(values)));
    }
    WeightsDescription description = first.description();
    return Weights.of(description.asPreset(), description.training(), means);
  }

  private static float[] mean(List<FloatBuffer> values) {
    float[] mean = new float[values.get(0).remaining()];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (FloatBuffer value : values) {
        sum += value.get(value.position() + i);
      }
      mean[i] = (float) (sum / values.size());
    }
    return mean;
  }
}
