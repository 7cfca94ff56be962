package io.understudy.model.ost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinPlateSplineTest {
  private final ThinPlateSpline spline = new ThinPlateSpline(20);

  @Test
  void theSplineGoesThroughItsFiducials() {
    Random random = new Random(3);
    float[] fiducials = spline.basePoints();
    for (int i = 0; i < fiducials.length; i++) {
      fiducials[i] += 0.2f * random.nextFloat();
    }
    double[][] coefficients = spline.coefficients(fiducials);
    double[][] delta = spline.delta();

    for (int i = 0; i < 20; i++) {
      for (int axis = 0; axis < 2; axis++) {
        double at = 0;
        for (int j = 0; j < 23; j++) {
          at += delta[i][j] * coefficients[j][axis];
        }
        assertThat(at).isCloseTo(fiducials[2 * i + axis], within(1e-12));
      }
    }
  }

  @Test
  void everyPixelsWeightsAddUpToOneAndReproduceItsPlace() {
    float[] base = spline.basePoints();
    float[] weights = spline.pixelWeights(9, 17);

    for (int pixel = 0; pixel < 9 * 17; pixel++) {
      double sum = 0;
      double x = 0;
      double y = 0;
      for (int j = 0; j < 20; j++) {
        double weight = weights[j * 9 * 17 + pixel];
        sum += weight;
        x += weight * base[2 * j];
        y += weight * base[2 * j + 1];
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
      assertThat(x).isCloseTo(2.0 * (pixel % 17) / 16 - 1, within(1e-5));
      assertThat(y).isCloseTo(2.0 * (pixel / 17) / 8 - 1, within(1e-5));
    }
  }

  @Test
  void anOddNumberOfFiducialsIsRefused() {
    assertThatThrownBy(() -> new ThinPlateSpline(7)).hasMessageContaining("7");
  }
}
