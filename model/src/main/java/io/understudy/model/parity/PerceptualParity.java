package io.understudy.model.parity;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.network.PixelRange;
import io.understudy.model.perceptual.PerceptualPyramid;
import io.understudy.model.perceptual.Vgg19;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.HostTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;

/** Fixtures of the perceptual pyramid (NETWORKS section 1.7), always in fp32. */
final class PerceptualParity implements FixtureParity {
  private static final String FORMULA = "formula seed=";
  private static final List<String> LAYERS =
      List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1");

  @Override
  public List<ParityRow> rows(Fixture fixture, Precision precision, Device device)
      throws IOException {
    try (Execution execution = Execution.open(device, Precision.EXACT)) {
      Recorder recorder = new Recorder(execution.kernels());
      Parameters root = Parameters.of(execution);
      Vgg19 network = new Vgg19(root.at("features"));
      long seed =
          Long.parseLong(fixture.weights().substring(FORMULA.length()).split("[^0-9]", 2)[0]);
      root.load(spec -> tensor(execution, FormulaWeights.tensor(spec.name(), spec.shape(), seed)));
      try (Scope scope = new Scope()) {
        compute(fixture, execution, network, recorder);
      }
      ArrayCheck check = new ArrayCheck(fixture, Precision.EXACT, PixelRange.UNIT);
      return fixture.golden("outputs.npz").stream()
          .filter(golden -> !golden.name().startsWith("kernel_"))
          .map(golden -> check.row(golden.name(), golden, recorder.find(golden.name())))
          .toList();
    }
  }

  private static void compute(
      Fixture fixture, Execution execution, Vgg19 network, Recorder recorder) throws IOException {
    PerceptualPyramid pyramid = new PerceptualPyramid(execution, network);
    NDArray source = tensor(execution, fixture.input("source"));
    NDArray driving = tensor(execution, fixture.input("driving"));
    double weight =
        fixture.meta().getAsJsonObject("config").getAsJsonArray("weights").get(0).getAsDouble();
    for (int i = 0; i < PerceptualPyramid.SCALES.size(); i++) {
      String scale = name(PerceptualPyramid.SCALES.get(i));
      recorder.accept("pyramid_" + scale, pyramid.level(source, i));
      NDList differences = new NDList();
      pyramid.differences(source, driving, i).forEach(one -> differences.add(one.reshape(1)));
      recorder.accept("l1_per_layer_" + scale, NDArrays.concat(differences, 0));
    }
    int last = PerceptualPyramid.SCALES.size() - 1;
    List<NDArray> features = network.features(pyramid.level(source, last));
    for (int i = 0; i < LAYERS.size(); i++) {
      recorder.accept(LAYERS.get(i) + "_at_0.125", features.get(i));
    }
    NDArray total = execution.kernels().times(pyramid.loss(source, driving), weight);
    recorder.accept("perceptual_total", total.reshape(1));
  }

  /** As the fixture's names have it: 1, 0.5, 0.25, 0.125. */
  private static String name(double scale) {
    return scale == 1 ? "1" : String.format(Locale.ROOT, "%s", scale);
  }

  private static NDArray tensor(Execution execution, HostArray array) {
    return execution.manager().create(array.values(), new Shape(array.shape()));
  }

  private static NDArray tensor(Execution execution, HostTensor tensor) {
    FloatBuffer view = tensor.floats();
    float[] values = new float[view.remaining()];
    view.get(values);
    return execution.manager().create(values, new Shape(tensor.shape()));
  }
}
