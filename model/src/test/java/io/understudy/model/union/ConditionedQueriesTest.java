package io.understudy.model.union;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.Presets;
import io.understudy.model.preset.UnderstudyConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionedQueriesTest {
  private static final int SIZE = 24;
  private static final UnderstudyConfiguration UNION =
      (UnderstudyConfiguration) Presets.named("understudy-compact").configuration();

  @Test
  void theSourcesShareAndTheTokensShareTogetherGiveTheCodeOfBothAtOnce() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Parameters root = Parameters.of(execution);
      ConditionedQueries queries = new ConditionedQueries(root, UNION, SIZE);
      Map<String, NDArray> values = new HashMap<>();
      execution.manager().getEngine().setRandomSeed(3);
      root.load(
          spec -> {
            NDArray drawn = execution.manager().randomNormal(new Shape(spec.shape())).mul(0.1f);
            values.put(spec.name(), drawn);
            return drawn;
          });
      NDArray tokens = execution.manager().randomNormal(new Shape(2, 9, SIZE));
      NDArray keypoints = execution.manager().randomNormal(new Shape(2, UNION.keypoints(), 2));

      NDArray actual = queries.condition(tokens, queries.ofSource(keypoints));

      Kernels kernels = execution.kernels();
      NDArray seen = kernels.concat(1, tokens.mean(new int[] {1}), keypoints.flatten(1, 2));
      NDArray code = linear(values, "style_route.2", relu(linear(values, "style_route.0", seen)));
      NDArray expected = tokens.add(linear(values, "query", code).expandDims(1));
      assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-5f);
      assertThat(expected.sub(tokens).abs().max().getFloat()).isGreaterThan(0.01f);
    }
  }

  private static NDArray linear(Map<String, NDArray> values, String name, NDArray x) {
    return x.matMul(values.get(name + ".weight").transpose()).add(values.get(name + ".bias"));
  }

  private static NDArray relu(NDArray x) {
    return x.maximum(0);
  }
}
