package io.understudy.model.parity;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.network.PixelRange;
import io.understudy.model.ost.ThinPlateSpline;
import io.understudy.model.ost.TpsGrid;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fixtures of the scale transformation's grid (NETWORKS section 4.1). It is computed in fp32 in
 * either precision: tolerances always apply.
 */
final class TpsParity implements FixtureParity {
  @Override
  public List<ParityRow> rows(Fixture fixture, Precision precision, Device device)
      throws IOException {
    Map<String, HostArray> computed = new HashMap<>();
    try (Execution execution = Execution.open(device, precision);
        Scope scope = new Scope()) {
      compute(execution, fixture, computed);
    }
    ArrayCheck check = new ArrayCheck(fixture, Precision.EXACT, PixelRange.UNIT);
    return fixture.golden("outputs.npz").stream()
        .map(golden -> check.row(golden.name(), golden, computed.get(golden.name())))
        .toList();
  }

  private static void compute(Execution execution, Fixture fixture, Map<String, HostArray> computed)
      throws IOException {
    HostArray fiducials = fixture.input("fiducial");
    HostArray image = fixture.input("image");
    int count = (int) fiducials.shape()[1];
    TpsGrid tps = new TpsGrid(execution, count);
    computeSpline(tps.spline(), fiducials, computed);
    NDArray images = tensor(execution, image);
    int height = (int) image.shape()[2];
    int width = (int) image.shape()[3];
    NDArray grid = tps.forward(tensor(execution, fiducials), height, width);
    computed.put("grid", host(execution.kernels().toFloat(grid)));
    NDArray warped = execution.kernels().call("sample_on_black", images, grid, 0.0);
    computed.put("warped_zeros_align_true", host(warped));
  }

  private static void computeSpline(
      ThinPlateSpline spline, HostArray fiducials, Map<String, HostArray> computed) {
    int count = spline.fiducials();
    int rows = (int) fiducials.shape()[0];
    computed.put("base_points", new HostArray(new long[] {count, 2}, spline.basePoints()));
    computed.put("delta", stacked(List.<double[][]>of(spline.delta()), count + 3L, count + 3L));
    double[][][] coefficients = new double[rows][][];
    for (int row = 0; row < rows; row++) {
      coefficients[row] =
          spline.coefficients(
              Arrays.copyOfRange(fiducials.values(), row * 2 * count, (row + 1) * 2 * count));
    }
    computed.put("T", stacked(List.of(coefficients), rows, count + 3L, 2));
  }

  private static HostArray stacked(List<double[][]> matrices, long... shape) {
    double[] flat =
        matrices.stream().flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    float[] values = new float[flat.length];
    for (int i = 0; i < flat.length; i++) {
      values[i] = (float) flat[i];
    }
    return new HostArray(shape, values);
  }

  private static NDArray tensor(Execution execution, HostArray array) {
    return execution.manager().create(array.values(), new Shape(array.shape()));
  }

  private static HostArray host(NDArray array) {
    return new HostArray(array.getShape().getShape(), array.toFloatArray());
  }
}
