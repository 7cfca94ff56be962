package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against {@code weight_formula_check_first4} of the reference manifest, bit for bit. */
class FormulaWeightsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generator.first.conv.weight | 0 | 64 3 7 7 |"
            + " -0.0601414255797863 -0.10628334432840347 0.06811228394508362 -0.1277247667312622",
        "kp_detector.kp.weight | 0 | 10 35 7 7 |"
            + " -0.01729956641793251 0.022251266986131668 0.009044250473380089"
            + " 0.007878166623413563",
        "generator.first.norm.running_var | 5 | 64 |"
            + " 0.7006744146347046 0.9746549725532532 1.4064834117889404 1.2691400051116943",
        "kp_detector.jacobian.bias | 5 | 40 |"
            + " 1.0453219413757324 -0.009135270491242409 -0.006776279304176569"
            + " 1.0330289602279663",
        "net_g.quantize_app.embedding.weight | 0 | 1024 256 |"
            + " 0.42560362815856934 -0.7952451705932617 -0.7418175935745239"
            + " 0.025356411933898926",
      })
  void firstFourElementsEqualTheReference(String name, long seed, String shape, String first) {
    float[] expected = new float[4];
    String[] numbers = first.strip().split(" ");
    for (int i = 0; i < 4; i++) {
      expected[i] = Float.parseFloat(numbers[i]);
    }
    float[] actual = new float[4];
    FormulaWeights.tensor(name, sides(shape), seed).floats().get(actual);

    assertThat(actual).containsExactly(expected);
  }

  private static long[] sides(String shape) {
    return Arrays.stream(shape.strip().split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
