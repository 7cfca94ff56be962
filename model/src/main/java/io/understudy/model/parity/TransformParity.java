package io.understudy.model.parity;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.PixelRange;
import io.understudy.model.training.Equivariance;
import io.understudy.model.training.RandomTransform;
import java.io.IOException;
import java.util.List;

/** Fixtures of the equivariance transform and its losses (NETWORKS section 1.7), always in fp32. */
final class TransformParity implements FixtureParity {
  @Override
  public List<ParityRow> rows(Fixture fixture, Precision precision, Device device)
      throws IOException {
    try (Execution execution = Execution.open(device, Precision.EXACT)) {
      Recorder recorder = new Recorder(execution.kernels());
      try (Scope scope = new Scope()) {
        compute(fixture, execution, recorder);
      }
      ArrayCheck check = new ArrayCheck(fixture, Precision.EXACT, PixelRange.UNIT);
      return fixture.golden("outputs.npz").stream()
          .map(golden -> check.row(golden.name(), golden, recorder.find(golden.name())))
          .toList();
    }
  }

  private static void compute(Fixture fixture, Execution execution, Recorder recorder)
      throws IOException {
    NDArray weights = tensor(fixture, execution, "control_params").squeeze(1);
    RandomTransform transform =
        new RandomTransform(execution.kernels(), tensor(fixture, execution, "theta"), weights);
    NDArray frame = tensor(fixture, execution, "frame");
    NDArray points = tensor(fixture, execution, "coordinates");
    recorder.accept("control_points", transform.controlPoints());
    recorder.accept("warped_grid", transform.grid(frame));
    recorder.accept("transformed_frame", transform.image(frame));
    recorder.accept(
        "transformed_frame_align_true",
        execution.kernels().call("transform_image", frame, transform.grid(frame), true));
    recorder.accept("warped_coordinates", transform.points(points));
    recorder.accept("jacobian", transform.jacobians(points));
    Equivariance losses =
        Equivariance.of(
            execution.kernels(),
            transform,
            new KeypointTensors(
                tensor(fixture, execution, "kp_driving.value"),
                tensor(fixture, execution, "kp_driving.jacobian")),
            new KeypointTensors(points, tensor(fixture, execution, "kp_transformed.jacobian")));
    recorder.accept("equivariance_value(unweighted)", losses.value().reshape(1));
    recorder.accept("equivariance_jacobian(unweighted)", losses.jacobian().reshape(1));
  }

  private static NDArray tensor(Fixture fixture, Execution execution, String name)
      throws IOException {
    HostArray array = fixture.input(name);
    return execution.manager().create(array.values(), new Shape(array.shape()));
  }
}
