package io.understudy.operators.reenactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.operators.testing.FakeModels;
import org.junit.jupiter.api.Test;

class ReenactorRegistryTest {
  private final ReenactorRegistry registry = new ReenactorRegistry();
  private final FakeModels models = new FakeModels("ReenactorRegistryTest");
  private final ModelKey deployed = new ModelKey("fake", "");

  @Test
  void sharesAModelAndClosesItWithTheLastLease() {
    ReenactorLease first = registry.acquire(models, deployed);
    ReenactorLease second = registry.acquire(new FakeModels("ReenactorRegistryTest"), deployed);
    assertThat(second.reenactor()).isSameAs(first.reenactor());
    first.close();
    first.close();
    assertThat(models.loaded("fake").closed()).isFalse();
    second.close();
    assertThat(models.loaded("fake").closed()).isTrue();
    assertThat(registry.size()).isZero();
  }

  @Test
  void knowsThatTheDeployedWeightsAndTheirIdAreOneModel() {
    try (ReenactorLease byId = registry.acquire(models, new ModelKey("fake", "w1"));
        ReenactorLease byDefault = registry.acquire(models, deployed)) {
      assertThat(byDefault.reenactor()).isSameAs(byId.reenactor());
      assertThat(models.loaded("fake").closed()).as("the copy that came second").isTrue();
      assertThat(registry.size()).isEqualTo(1);
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void keepsModelsOfDifferentLoadersApart() {
    try (ReenactorLease one = registry.acquire(models, deployed);
        ReenactorLease two = registry.acquire(new FakeModels("another"), deployed)) {
      assertThat(two.reenactor()).isNotSameAs(one.reenactor());
    }
  }

  @Test
  void loadsAgainAfterTheLastLease() {
    registry.acquire(models, deployed).close();
    try (ReenactorLease lease = registry.acquire(models, deployed)) {
      assertThat(models.loaded("fake").closed()).isFalse();
      assertThat(lease.reenactor().preset()).isEqualTo("fake");
    }
  }

  @Test
  void refusesTheUseOfAClosedLease() {
    ReenactorLease lease = registry.acquire(models, deployed);
    lease.close();
    assertThatThrownBy(lease::reenactor).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void remembersNothingOfAModelThatIsUnknown() {
    assertThatThrownBy(() -> registry.acquire(models, new ModelKey("nonsense", "")))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageContaining("nonsense");
    assertThat(registry.size()).isZero();
  }
}
