package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Keypoints;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.network.SourceMaps;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeatureFormatTest {
  private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
  private final FeatureFormat format = new FeatureFormat(execution);

  @AfterEach
  void close() {
    execution.close();
  }

  private byte[] written() {
    SourceMaps maps =
        new SourceMaps(Map.of("features", execution.manager().arange(24f).reshape(1, 2, 3, 4)));
    return format.write("abc", maps, new Keypoints(new float[] {1, 2}, new float[] {1, 0, 0, 1}));
  }

  @Test
  void readsBackWhatItWrote() {
    try (TensorFeatures features = format.read("abc", written())) {
      assertThat(features.keypoints().values()).containsExactly(1, 2);
      assertThat(features.maps().get("features").getShape()).isEqualTo(new Shape(1, 2, 3, 4));
      assertThat(features.maps().get("features").toFloatArray()[23]).isEqualTo(23);
    }
  }

  @Test
  void bytesCutAnywhereAreRefusedAndLeaveNoTensorBehind() {
    byte[] whole = written();
    int before = execution.manager().getManagedArrays().size();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> format.read("abc", cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(execution.manager().getManagedArrays()).hasSize(before);
  }

  @Test
  void anotherVersionIsRefusedByNumber() {
    byte[] bytes = written();
    bytes[0] = 9;
    assertThatThrownBy(() -> format.read("abc", bytes)).hasMessageContaining("version 9");
  }
}
