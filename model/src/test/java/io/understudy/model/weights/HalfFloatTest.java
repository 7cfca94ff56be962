package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @Test
  void everyHalfPrecisionNumberSurvivesTheWayThroughSinglePrecision() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float wide = HalfFloat.fromHalf((short) bits);
      if (!Float.isNaN(wide)) {
        assertThat(HalfFloat.toHalf(wide)).isEqualTo((short) bits);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.00048828125, 1.0",
    "1.00146484375, 1.001953125",
    "1.99999, 2.0",
    "65519, 65504",
    "65520, Infinity",
    "-1e-9, -0.0",
    "NaN, NaN"
  })
  void otherNumbersAreRoundedToTheNearestTiesToEven(float value, Float rounded) {
    assertThat(HalfFloat.fromHalf(HalfFloat.toHalf(value))).isEqualTo(rounded);
  }
}
