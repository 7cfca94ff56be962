package io.understudy.operators.reenactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.testing.FakeModels;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

class AssignedDeviceTest {
  private final FakeModels deployed = new FakeModels("AssignedDeviceTest");

  /** A resource as Flink's GPU plugin describes it. */
  private record Gpu(String index) implements ExternalResourceInfo {
    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of("index");
    }
  }

  @Test
  void theGpuThatTheClusterAssignedWinsOverTheConfiguredDevice() {
    assertThat(AssignedDevice.of(deployed, Set.of(new Gpu("3"), new Gpu("1"))))
        .isEqualTo(deployed.onGpu(1));
  }

  @Test
  void withoutOneTheConfiguredDeviceStays() {
    assertThat(AssignedDevice.of(deployed, Set.of())).isEqualTo(deployed);
  }
}
