package io.understudy.pipeline.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.explain.Intermediate;
import org.junit.jupiter.api.Test;

class FlowFieldTest {
  private static final long[] SHAPE = {1, 2, 2, 2};

  @Test
  void positionsAtRestAreNoFlow() {
    float[] rest = {-1, -1, 1, -1, -1, 1, 1, 1};

    FlowField flow = FlowField.ofPositions(new Intermediate(SHAPE, rest));

    assertThat(flow.greatest()).isZero();
  }

  @Test
  void positionsThatAreMovedAreOffsetsInPixelsOfThePicture() {
    double tenPixels = 20.0 / 255;
    float[] moved = {-1, -1, 1, -1, -1, 1, 1, (float) (1 + tenPixels)};

    FlowField flow = FlowField.ofPositions(new Intermediate(SHAPE, moved));

    assertThat(flow.y()[3]).isCloseTo(10, within(1e-4f));
    assertThat(flow.x()).containsOnly(0);
    assertThat(flow.greatest()).isCloseTo(10, within(1e-4));
  }

  @Test
  void offsetsAreTakenAsTheyStand() {
    float[] offsets = {1, 0, 0, 0, 0, 0, 0, 0};

    FlowField flow = FlowField.ofOffsets(new Intermediate(SHAPE, offsets));

    assertThat(flow.x()).containsExactly(127.5f, 0, 0, 0);
  }
}
