package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.GroupNorm;
import io.understudy.model.layer.Parameters;

/** Self-attention over all positions of a map, one head, scale 1/sqrt(C), plus the input. */
final class SpatialAttention implements Block {
  private final Execution execution;
  private final GroupNorm norm;
  private final Conv2d query;
  private final Conv2d key;
  private final Conv2d value;
  private final Conv2d out;

  SpatialAttention(Parameters parameters, int channels, int groups) {
    execution = parameters.execution();
    norm = new GroupNorm(parameters.at("norm"), channels, groups);
    query = new Conv2d(parameters.at("q"), channels, channels, 1);
    key = new Conv2d(parameters.at("k"), channels, channels, 1);
    value = new Conv2d(parameters.at("v"), channels, channels, 1);
    out = new Conv2d(parameters.at("proj_out"), channels, channels, 1);
  }

  @Override
  public NDArray forward(NDArray x) {
    Kernels kernels = execution.kernels();
    try (Scope scope = new Scope()) {
      NDArray normal = norm.forward(x);
      NDArray attended =
          kernels.call(
              "attention",
              kernels.call("tokens", query.forward(normal), 1),
              kernels.call("tokens", key.forward(normal), 1),
              kernels.call("tokens", value.forward(normal), 1));
      int side = (int) x.getShape().get(3);
      NDArray map = kernels.call("from_tokens", attended, side, 1);
      return scope.keep(out.forwardAndAdd(map, x));
    }
  }
}
