package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.TrackedFrame;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FaceDetailConfiguration;
import io.understudy.model.preset.FaceRefinerConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.FormulaWeights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A network with a second look at the face, which draws mouth and eyes again, and a scale
 * transformation, in the engine.
 */
class DetailedReenactorTest {
  private static final KeypointDetectorConfiguration DETECTOR =
      new KeypointDetectorConfiguration(13, 3, 8, 32, 3, 0.25, 0.1, false);
  private static final ModelConfiguration PLAIN = configuration(DETECTOR);
  private static final FaceDetailConfiguration DETAIL = new FaceDetailConfiguration(32, 4, 16, 3);
  private static final ModelConfiguration DETAILED = configuration(DETECTOR.with(DETAIL));
  private static final ModelConfiguration REFINED =
      configuration(DETECTOR.with(DETAIL.with(new FaceRefinerConfiguration(32, 4, 16, 2))));

  private final NetworkReenactor reenactor = reenactor(REFINED);
  private final SourceFeatures first = reenactor.encode(head(1, 1));
  private final SourceFeatures second = reenactor.encode(head(2, 1.2));

  @AfterEach
  void free() {
    first.close();
    second.close();
    reenactor.close();
  }

  private static ModelConfiguration configuration(KeypointDetectorConfiguration detector) {
    return new McnetConfiguration(
        detector,
        new DenseMotionConfiguration(8, 32, 3, 0.25),
        8,
        Optional.empty(),
        Optional.of(new ScaleConfiguration(true, true, true, 20, 16, 8)));
  }

  private static NetworkReenactor reenactor(ModelConfiguration configuration) {
    return reenactor(configuration, EngineOptions.DEFAULT);
  }

  private static NetworkReenactor reenactor(
      ModelConfiguration configuration, EngineOptions options) {
    Preset preset = new Preset("tiny", configuration);
    return Networks.reenactor(
        FormulaWeights.of(preset, Networks.specs(configuration), 3),
        Precision.EXACT,
        Device.cpu(),
        options);
  }

  private static Picture head(long person, double scale) {
    HeadState state = new HeadState(10, 4, -5, 0.05, 0, scale, 0.4, 0, 1, 1, 0, 0, 0);
    return HeadRenderer.render(new Scene(HeadIdentity.random(person), state, Light.STUDIO), 256);
  }

  private static DrivenFrame driven(SourceFeatures source, double scale) {
    return new DrivenFrame(source, head(7, scale), new MotionTrack(MotionMode.ABSOLUTE, null));
  }

  @Test
  void aBatchOfTwoSourcesEqualsOneByOne() {
    List<Picture> together = reenactor.reenact(List.of(driven(first, 1.1), driven(second, 0.8)));

    assertThat(apart(reenactor.reenact(List.of(driven(first, 1.1))).get(0), together.get(0)))
        .isLessThanOrEqualTo(1);
    assertThat(apart(reenactor.reenact(List.of(driven(second, 0.8))).get(0), together.get(1)))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void restoredFeaturesDrawTheSamePicture() {
    Picture wanted = reenactor.reenact(List.of(driven(first, 1.1))).get(0);

    try (SourceFeatures restored = reenactor.restore(first.toBytes())) {
      assertThat(reenactor.reenact(List.of(driven(restored, 1.1))).get(0).rgb())
          .isEqualTo(wanted.rgb());
    }
  }

  @Test
  void theScaleTransformationComparesWhatWasSeenAtFirst() {
    float[] detailed = reenactor.track(List.of(driven(first, 1.1))).get(0).scaleCode();

    try (NetworkReenactor plain = reenactor(PLAIN);
        SourceFeatures source = plain.encode(head(1, 1))) {
      assertThat(plain.track(List.of(driven(source, 1.1))).get(0).scaleCode())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(detailed);
    }
  }

  @Test
  void theSecondLookChangesThePicture() {
    assertThat(apart(drawn(PLAIN), drawn(DETAILED))).isGreaterThan(1);
  }

  private static Picture drawn(ModelConfiguration configuration) {
    try (NetworkReenactor network = reenactor(configuration);
        SourceFeatures source = network.encode(head(1, 1))) {
      return network.reenact(List.of(driven(source, 1.1))).get(0);
    }
  }

  @Test
  void whatDrawsMouthAndEyesAgainChangesThePictureAndNotTheKeypoints() {
    TrackedFrame tracked = reenactor.track(List.of(driven(first, 1.1))).get(0);
    Picture refined = reenactor.draw(List.of(tracked)).get(0);

    try (NetworkReenactor once = reenactor(DETAILED);
        SourceFeatures source = once.encode(head(1, 1))) {
      TrackedFrame same = once.track(List.of(driven(source, 1.1))).get(0);
      assertThat(same.driving().values()).isEqualTo(tracked.driving().values());
      assertThat(apart(once.draw(List.of(same)).get(0), refined)).isGreaterThan(1);
    }
  }

  @Test
  void aNetworkOfAnotherSizeDrawsMouthAndEyesAgainToo() {
    byte[] once = halfSize(DETAILED);

    assertThat(halfSize(REFINED)).hasSize(3 * 128 * 128).isNotEqualTo(once);
  }

  private static byte[] halfSize(ModelConfiguration configuration) {
    try (NetworkReenactor small = reenactor(configuration, new EngineOptions(128, 0, 1));
        SourceFeatures source = small.encode(head(1, 1))) {
      return small.reenact(List.of(driven(source, 1.1))).get(0).rgb();
    }
  }

  private static int apart(Picture a, Picture b) {
    int largest = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)));
    }
    return largest;
  }
}
