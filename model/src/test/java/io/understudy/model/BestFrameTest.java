package io.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BestFrameTest {
  private static final float[] SQUARE = {0, 0, 1, 0, 1, 1, 0, 1};

  @Test
  void placeAndSizeOfTheFaceDoNotCount() {
    float[] far = {10, 20, 14, 20, 14, 24, 10, 24};
    float[] slanted = {0, 0, 1, 0.2f, 1, 1, 0, 1};

    BestFrame best = BestFrame.of(SQUARE, List.of(slanted, far));

    assertThat(best.index()).isEqualTo(1);
    assertThat(best.scores()[1]).isCloseTo(0, within(1e-12));
    assertThat(best.scores()[0]).isGreaterThan(0.01);
  }

  @Test
  void thereMustBeAFrame() {
    assertThatThrownBy(() -> BestFrame.of(SQUARE, List.of()))
        .hasMessage("the best frame is chosen from at least one, got none");
  }

  @Test
  void asManyLandmarksAreNeededOnBothSides() {
    assertThatThrownBy(() -> BestFrame.of(SQUARE, List.of(new float[] {0, 0, 1, 0, 0, 1})))
        .hasMessage("source and driving must have as many landmarks, got 4 and 3");
  }
}
