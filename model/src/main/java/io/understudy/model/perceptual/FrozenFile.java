package io.understudy.model.perceptual;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.ParameterSpec;
import io.understudy.model.weights.TensorFile;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A file with the tensors of a network that is used as it is.
 *
 * @param path a torch checkpoint, or the same tensors as safetensors
 * @param network what the network is called
 * @param expected which file it should be
 */
record FrozenFile(Path path, String network, String expected) {
  /**
   * Gives every parameter of {@code root} its tensor; only those are read.
   *
   * @throws WeightsException if the file is damaged or of another network
   * @throws IOException if it cannot be read
   */
  void load(Parameters root) throws IOException {
    Set<String> names = root.specs().stream().map(ParameterSpec::name).collect(toSet());
    Map<String, HostTensor> tensors =
        TensorFile.read(path, names::contains).stream()
            .collect(toMap(HostTensor::name, Function.identity()));
    root.load(spec -> value(root.execution(), spec, tensors.get(spec.name())));
  }

  private NDArray value(Execution execution, ParameterSpec spec, HostTensor tensor) {
    if (tensor == null || !Arrays.equals(tensor.shape(), spec.shape())) {
      throw new WeightsException(
          "file %s has %s, %s needs %s of shape %s: give %s"
              .formatted(
                  path,
                  tensor == null ? "no such tensor" : tensor,
                  network,
                  spec.name(),
                  Arrays.toString(spec.shape()),
                  expected));
    }
    float[] values = new float[tensor.size()];
    tensor.floats().get(values);
    try (Scope scope = new Scope()) {
      return scope.own(execution.manager().create(values, new Shape(spec.shape())));
    }
  }
}
