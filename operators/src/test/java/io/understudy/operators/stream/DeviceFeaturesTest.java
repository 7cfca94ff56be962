package io.understudy.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.operators.reenactor.LeasedModels;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.operators.testing.FakeModels;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceFeaturesTest {
  private static final FeatureKey KEY = new FeatureKey(new ModelKey("fake", ""), "features");

  private final DeviceFeatures features =
      new DeviceFeatures(
          new FeatureCache(1 << 20),
          new LeasedModels(new ReenactorRegistry(), new FakeModels("DeviceFeaturesTest")),
          () -> 0,
          new SimpleCounter(),
          new SimpleCounter());
  private final CountedState state = new CountedState();

  @AfterEach
  void close() {
    features.close();
  }

  private void refuses() {
    assertThatThrownBy(() -> features.lease(KEY, state))
        .isInstanceOf(FeaturesUnavailableException.class)
        .hasMessageContaining("3 bytes are a source, got 2");
  }

  @Test
  void featuresThatTheModelDoesNotTakeAreReadOnce() {
    refuses();
    refuses();

    assertThat(state.reads).isEqualTo(1);
  }

  @Test
  void theyAreReadAgainOnceThereIsReasonToThinkThatTheyFit() {
    refuses();
    features.lookAgain(KEY.model());
    refuses();
    features.forget(KEY);
    refuses();
    features.retain(Set.of());
    refuses();

    assertThat(state.reads).isEqualTo(4);
  }

  /** Two bytes, where a fake takes three. */
  private static final class CountedState implements ValueState<byte[]> {
    private int reads;

    @Override
    public byte[] value() {
      reads++;
      return new byte[2];
    }

    @Override
    public void update(byte[] value) {
      throw new UnsupportedOperationException("features are only read");
    }

    @Override
    public void clear() {
      throw new UnsupportedOperationException("features are only read");
    }
  }
}
