package io.understudy.operators.reenactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.testing.FakeModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AbsentModelsTest {
  private static final ModelKey LATE = new ModelKey("fake", "late");

  private final FakeModels loader = new FakeModels("AbsentModelsTest");
  private final LeasedModels models = new LeasedModels(new ReenactorRegistry(), loader);
  private final AbsentModels absent = new AbsentModels(models);

  @AfterEach
  void close() {
    models.close();
    loader.uninstall("late");
  }

  private boolean isThere(long millis) {
    return absent.of(LATE, millis).isEmpty();
  }

  @Test
  void saysWhyAModelIsNotThere() {
    assertThat(absent.of(LATE, 5).orElseThrow().why()).contains("'late' is not installed");
    assertThat(absent.of(new ModelKey("fake", ""), 5)).isEmpty();
  }

  @Test
  void looksAgainTenSecondsLater() {
    assertThat(isThere(0)).isFalse();
    loader.install("late");
    assertThat(isThere(9_999)).isFalse();
    assertThat(isThere(10_000)).isTrue();
  }

  @Test
  void waitsTwiceAsLongEachTimeButNeverBeyondTenMinutes() {
    long triedAt = 0;
    for (long wait : new long[] {10, 20, 40, 80, 160, 320, 600, 600}) {
      assertThat(absent.of(LATE, triedAt).orElseThrow().waitMillis()).isEqualTo(wait * 1000);
      triedAt += wait * 1000;
    }
    loader.install("late");
    assertThat(isThere(triedAt - 1)).isFalse();
    assertThat(isThere(triedAt)).isTrue();
  }

  @Test
  void looksAtOnceWhereSomebodyAsksAnew() {
    assertThat(isThere(0)).isFalse();
    loader.install("late");
    absent.forget(LATE);
    assertThat(isThere(1)).isTrue();
  }

  @Test
  void beginsAnewWithAModelThatNobodyHasAskedForForLong() {
    isThere(0);
    isThere(10_000);
    absent.of(new ModelKey("fake", "other"), 10_000 + 20_000 + 600_001);
    assertThat(absent.of(LATE, 10_000 + 20_000 + 600_001).orElseThrow().waitMillis())
        .isEqualTo(10_000);
  }
}
