package io.understudy.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.Frames;
import org.junit.jupiter.api.Test;

class FeatureCacheTest {
  private final FakeReenactor fake = new FakeReenactor("fake", "w1");
  private final FeatureCache cache = new FeatureCache(2 * FakeReenactor.FEATURE_BYTES);

  private static FeatureKey key(String id) {
    return new FeatureKey(new ModelKey("fake", "w1"), id);
  }

  private FeatureLease add(String id) {
    return cache.add(key(id), FakeModels.lease(fake), fake.encode(Frames.plain(8, 1, 2, 3)));
  }

  private boolean holds(String id) {
    var lease = cache.lease(key(id));
    lease.ifPresent(FeatureLease::close);
    return lease.isPresent();
  }

  @Test
  void evictsTheLeastRecentlyUsed() {
    add("a").close();
    add("b").close();
    assertThat(holds("a")).isTrue();
    add("c").close();
    assertThat(cache.bytes()).isEqualTo(2 * FakeReenactor.FEATURE_BYTES);
    assertThat(holds("b")).isFalse();
    assertThat(holds("a")).isTrue();
    assertThat(fake.openFeatures()).isEqualTo(2);
  }

  @Test
  void exceedsItsBoundRatherThanCloseLeasedFeatures() {
    FeatureLease a = add("a");
    FeatureLease b = add("b");
    FeatureLease c = add("c");
    assertThat(fake.openFeatures()).isEqualTo(3);
    b.close();
    assertThat(fake.openFeatures()).isEqualTo(2);
    a.close();
    c.close();
    assertThat(holds("b")).isFalse();
    assertThat(cache.bytes()).isEqualTo(2 * FakeReenactor.FEATURE_BYTES);
  }

  @Test
  void givesUpTheFeaturesOfAModelAndTheModelItselfWhenTheLastLeaseEnds() {
    FeatureLease used = add("a");
    add("b").close();
    cache.retain(model -> !model.preset().equals("fake"));
    assertThat(fake.openFeatures()).isEqualTo(1);
    assertThat(used.reenactor().preset()).isEqualTo("fake");
    assertThat(fake.closed()).isTrue();
    used.close();
    assertThat(fake.openFeatures()).isZero();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void countsEachLeaseOnce() {
    FeatureLease first = add("a");
    FeatureLease second = cache.lease(key("a")).orElseThrow();
    first.close();
    first.close();
    cache.close();
    assertThat(fake.openFeatures()).isEqualTo(1);
    second.close();
    assertThat(fake.openFeatures()).isZero();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void refusesToHoldTheSameFeaturesTwice() {
    add("a").close();
    assertThatThrownBy(() -> add("a")).isInstanceOf(IllegalStateException.class);
  }
}
