package io.understudy.operators.reenactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.TinyModels;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that have drawn before their first frame. */
class WarmReenactorLoaderTest {
  private final FakeModels models = new FakeModels(UUID.randomUUID().toString());

  @Test
  void everyBatchThatIsToComeHasBeenDrawnAndNothingIsLeft() {
    new WarmReenactorLoader(models, 3).load("fake", "");
    FakeReenactor fake = models.loaded("fake");
    assertThat(fake.batches()).containsExactly(1, 2, 3);
    assertThat(fake.encodedPortraits()).isEqualTo(1);
    assertThat(fake.openFeatures()).isZero();
    assertThat(fake.closed()).isFalse();
  }

  @Test
  void callsSideBySideShareABatch() {
    models.onNextLoad(fake -> fake.runSideBySide(2));
    new WarmReenactorLoader(models, 7).load("fake", "");
    assertThat(models.loaded("fake").batches()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void weightsThatComeWhileStreamsRunDrawOnePicture() {
    new WarmReenactorLoader(models, 7).load("fake", "new-1");
    assertThat(models.loaded("fake").batches()).containsExactly(1);
  }

  @Test
  void aModelThatCannotDrawIsLoadedAllTheSame() {
    models.onNextLoad(FakeReenactor::close);
    Reenactor loaded = new WarmReenactorLoader(models, 3).load("fake", "");
    assertThat(loaded).isSameAs(models.loaded("fake"));
    assertThat(models.loaded("fake").openFeatures()).isZero();
  }

  @Test
  void tasksShareAWarmModelAsTheyShareAnother() {
    ReenactorRegistry registry = new ReenactorRegistry();
    ModelKey key = new ModelKey("fake", "");
    try (ReenactorLease one = registry.acquire(new WarmReenactorLoader(models, 3), key);
        ReenactorLease other = registry.acquire(new WarmReenactorLoader(models, 3), key)) {
      assertThat(one.reenactor()).isSameAs(other.reenactor());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ostnet", "understudy", "mcnet"})
  void aPlainPictureCanBeDrawn(String preset) {
    try (Reenactor network = new TinyModels().load(preset, "");
        SourceFeatures features = network.encode(WarmReenactorLoader.plain(64))) {
      DrivenFrame frame =
          new DrivenFrame(
              features, WarmReenactorLoader.plain(64), new MotionTrack(MotionMode.ABSOLUTE, null));
      assertThat(network.reenact(List.of(frame, frame))).hasSize(2);
    }
  }

  @Test
  void aGpuThatTheClusterAssignsIsTheOneThatGetsWarm() {
    assertThat(new WarmReenactorLoader(models, 3).onGpu(1))
        .isEqualTo(new WarmReenactorLoader(models.onGpu(1), 3));
  }
}
