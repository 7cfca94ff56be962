package io.understudy.model.synergize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.synergize.MultiHeadAttention.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fused form and that of this machine's processor against fp32, whose weights both round. */
class MultiHeadAttentionTest {
  private static final int BATCH = 2;
  private static final int TOKENS = 200;
  private static final int CODES = 70;

  private final Random random = new Random(7);
  private final Map<String, float[]> weights = new HashMap<>();

  @ParameterizedTest
  @CsvSource({"32, 8, true", "64, 2, true", "32, 1, false"})
  void everyFormAddsWhatTheExactOneFinds(int size, int heads, boolean placed) {
    float[] before = noise(BATCH * TOKENS * size);
    float[] normal = noise(BATCH * TOKENS * size);
    float[] places = placed ? noise(TOKENS * size) : null;
    float[] codes = noise(CODES * size);
    Found exact;
    try (Form form = new Form(Precision.EXACT, size, heads)) {
      exact = form.find(before, normal, places, codes, false);
    }
    try (Form form = new Form(Precision.FAST, size, heads)) {
      assertClose(form.find(before, normal, places, codes, false), exact);
      assertClose(form.find(before, normal, places, codes, true), exact);
    }
  }

  private static void assertClose(Found actual, Found exact) {
    assertClose(actual.self, exact.self);
    assertClose(actual.masked, exact.masked);
    assertClose(actual.cross, exact.cross);
  }

  /** Sums of numbers near 1 that bf16 rounds to 8 bits several times over. */
  private static void assertClose(float[] actual, float[] exact) {
    double squares = 0;
    for (int i = 0; i < exact.length; i++) {
      squares += Math.pow(actual[i] - exact[i], 2);
    }
    assertThat(Math.sqrt(squares / exact.length)).isLessThan(0.006);
  }

  private float[] noise(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private record Found(float[] self, float[] masked, float[] cross) {}

  private final class Form implements AutoCloseable {
    private final Execution execution;
    private final Kernels kernels;
    private final int size;
    private final int heads;
    private final MultiHeadAttention attention;

    Form(Precision precision, int size, int heads) {
      this.execution = Execution.open(Device.cpu(), precision);
      this.kernels = execution.kernels();
      this.size = size;
      this.heads = heads;
      Parameters root = Parameters.of(execution);
      attention = new MultiHeadAttention(root, size, heads);
      root.load(spec -> weight(spec.name(), spec.shape()));
    }

    private NDArray weight(String name, long... shape) {
      Shape sizes = new Shape(shape);
      float scale = (float) (1 / Math.sqrt(size));
      float[] values = weights.computeIfAbsent(name, unknown -> noise((int) sizes.size()));
      return execution.manager().create(values, sizes).mul(scale);
    }

    Found find(float[] before, float[] normal, float[] places, float[] codes, boolean fused) {
      try (Scope scope = new Scope()) {
        NDArray x = tokens(before, BATCH, TOKENS);
        NDArray t = tokens(normal, BATCH, TOKENS);
        NDArray position = places == null ? null : tokens(places, 1, TOKENS).squeeze(0);
        NDArray known = tokens(codes, 1, CODES);
        Context context = attention.context(known, known);
        if (!fused) {
          return new Found(
              values(attention.addSelf(x, t, position, null)),
              values(attention.addSelf(x, t, position, ignored())),
              values(attention.addFound(x, t, position, context)));
        }
        FusedAttention form = new FusedAttention(execution, heads, trained(), position, TOKENS);
        return new Found(
            values(form.addSelf(x, t, null)),
            values(form.addSelf(x, t, ignored())),
            values(form.addFound(x, t, context)));
      }
    }

    private FusedAttention.Weights trained() {
      return new FusedAttention.Weights(
          weight("in_proj_weight", 3L * size, size),
          weight("in_proj_bias", 3L * size),
          weight("out_proj.weight", size, size),
          weight("out_proj.bias", size));
    }

    /** Every third of the first row; all of the second, which leaves out none. */
    private NDArray ignored() {
      float[] marks = new float[BATCH * TOKENS];
      for (int i = 0; i < TOKENS; i += 3) {
        marks[i] = 1;
      }
      Arrays.fill(marks, TOKENS, 2 * TOKENS, 1);
      return execution.manager().create(marks, new Shape(BATCH, TOKENS));
    }

    private NDArray tokens(float[] values, long rows, long count) {
      NDArray x = execution.manager().create(values, new Shape(rows, count, size));
      return execution.bfloat16() ? kernels.toBfloat16(x) : x;
    }

    private float[] values(NDArray x) {
      return execution.toFloat(x).toFloatArray();
    }

    @Override
    public void close() {
      execution.close();
    }
  }
}
