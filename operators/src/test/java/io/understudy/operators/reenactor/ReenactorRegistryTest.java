package io.understudy.operators.reenactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.operators.testing.FakeModels;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

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
  void aLoadHoldsNobodyUpWhoWantsAnotherModel() {
    models.holdLoads("new1");
    CompletableFuture<ReenactorLease> later =
        registry.acquireLater(models, new ModelKey("fake", "new1"));
    registry.acquire(models, deployed).close();
    assertThat(later).isNotDone();
    models.releaseLoads("new1");
    try (ReenactorLease lease = later.join()) {
      assertThat(lease.reenactor().weightsId()).isEqualTo("new1");
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void twoWhoWantTheSameModelWaitForOneLoad() {
    models.holdLoads("new2");
    ModelKey key = new ModelKey("fake", "new2");
    CompletableFuture<ReenactorLease> first = registry.acquireLater(models, key);
    CompletableFuture<ReenactorLease> second = registry.acquireLater(models, key);
    models.releaseLoads("new2");
    assertThat(first.join().reenactor()).isSameAs(second.join().reenactor());
    first.join().close();
    assertThat(models.loaded("fake").closed()).isFalse();
    second.join().close();
    assertThat(models.loaded("fake").closed()).isTrue();
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void loadsAgainWhereTheLastLeaseEndsWhileASecondCopyIsGivenUp() {
    ReenactorLease byId = registry.acquire(models, new ModelKey("fake", "w1"));
    models.onNextLoad(copy -> copy.onClose(byId::close));
    try (ReenactorLease byDefault = registry.acquire(models, deployed)) {
      assertThat(byDefault.reenactor()).isSameAs(models.loaded("fake"));
      assertThat(models.loaded("fake").closed()).isFalse();
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void leasesOfATaskAreGivenUpOneByOne() {
    try (LeasedModels leased = new LeasedModels(registry, models)) {
      leased.get(deployed);
      leased.get(new ModelKey("fake", "new1"));
      leased.get(new ModelKey("other", ""));
      leased.get(new ModelKey("fake", "new2"));
      leased.get(new ModelKey("fake", "new1"));
      leased.retain(deployed::equals, 2);
      assertThat(registry.size()).as("deployed, new1 and new2").isEqualTo(3);
      assertThat(models.loaded("other").closed()).isTrue();
      leased.retain(deployed::equals, 2);
      assertThat(registry.size()).isEqualTo(3);
      leased.get(new ModelKey("other", ""));
      leased.retain(key -> key.preset().equals("other"));
      assertThat(registry.size()).isEqualTo(1);
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void aModelThatIsAwaitedAndFetchedIsLeasedOnce() throws InterruptedException {
    ModelKey key = new ModelKey("fake", "new3");
    models.holdLoads("new3");
    try (LeasedModels leased = new LeasedModels(registry, models)) {
      assertThat(leased.ready(key)).isFalse();
      models.releaseLoads("new3");
      leased.get(key);
      awaitLoad(key);
      assertThat(leased.ready(key)).isTrue();
      leased.retain(kept -> false);
      assertThat(registry.size()).isZero();
      assertThat(models.loaded("fake").closed()).isTrue();
    }
  }

  private static void awaitLoad(ModelKey key) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("load-model: " + key)) {
        thread.join();
      }
    }
  }

  @Test
  void aModelWhoseAwaitedLoadFailedIsLoadedAgainWhereItIsFetched() {
    ModelKey key = new ModelKey("fake", "new4");
    models.holdLoads("new4");
    try (LeasedModels leased = new LeasedModels(registry, models)) {
      models.onNextLoad(
          copy -> {
            throw new IllegalStateException("not there yet");
          });
      assertThat(leased.ready(key)).isFalse();
      models.releaseLoads("new4");
      assertThat(leased.get(key).weightsId()).isEqualTo("new4");
    }
    assertThat(registry.size()).isZero();
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
