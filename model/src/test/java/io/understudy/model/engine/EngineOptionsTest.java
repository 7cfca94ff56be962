package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.DaganConfiguration;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.TpsmConfiguration;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.FormulaWeights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineOptionsTest {
  private static final DenseMotionConfiguration DENSE =
      new DenseMotionConfiguration(8, 32, 3, 0.25);
  private static final FommGeneratorConfiguration DRAWING =
      new FommGeneratorConfiguration(8, 32, 2, 1);
  private static final Optional<MemoryConfiguration> MEMORY =
      Optional.of(new MemoryConfiguration(24, 32, 16, 32));
  private static final Optional<ScaleConfiguration> SCALE =
      Optional.of(new ScaleConfiguration(true, true, true, 20, 16, 8));

  private static KeypointDetectorConfiguration detector(int channels) {
    return new KeypointDetectorConfiguration(5, channels, 8, 32, 3, 0.25, 0.1, false);
  }

  /** Every host that is not bound to one size, with everything that plugs in. */
  static List<ModelConfiguration> hosts() {
    return List.of(
        new McnetConfiguration(detector(3), DENSE, 8, MEMORY, SCALE),
        new FommConfiguration(detector(3), DENSE, DRAWING, false, SCALE, MEMORY),
        new DaganConfiguration(detector(4), DENSE, DRAWING, SCALE, MEMORY),
        new TpsmConfiguration(3, DENSE, 8, MEMORY, SCALE));
  }

  private static NetworkReenactor reenactor(
      ModelConfiguration configuration, EngineOptions options) {
    return reenactor(configuration, options, Precision.EXACT);
  }

  private static NetworkReenactor reenactor(
      ModelConfiguration configuration, EngineOptions options, Precision precision) {
    Preset preset = new Preset("tiny", configuration);
    return Networks.reenactor(
        FormulaWeights.of(preset, Networks.specs(configuration), 3),
        precision,
        Device.cpu(),
        options);
  }

  private static Picture head(long person) {
    HeadState state = new HeadState(10, 4, -5, 0.05, 0, 0.9, 0.4, 0, 1, 1, 0, 0, 0);
    return HeadRenderer.render(new Scene(HeadIdentity.random(person), state, Light.STUDIO), 256);
  }

  private static Picture frame(NetworkReenactor reenactor, SourceFeatures source) {
    MotionTrack absolute = new MotionTrack(MotionMode.ABSOLUTE, null);
    return reenactor.reenact(List.of(new DrivenFrame(source, head(2), absolute))).get(0);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void picturesOfOtherSizesComeOutAtTheirSizeAndFeaturesFitTheirOwn(ModelConfiguration host) {
    try (NetworkReenactor small = reenactor(host, new EngineOptions(128, 0, 1));
        NetworkReenactor large = reenactor(host, new EngineOptions(512, 0, 1));
        SourceFeatures source = small.encode(head(1));
        SourceFeatures restored = small.restore(source.toBytes());
        SourceFeatures largeSource = large.encode(head(1))) {
      Picture picture = frame(small, source);

      assertThat(picture.widthPixels()).isEqualTo(128);
      assertThat(frame(large, largeSource).heightPixels()).isEqualTo(512);
      assertThat(frame(small, restored).rgb()).isEqualTo(picture.rgb());
      assertThatThrownBy(() -> large.restore(source.toBytes())).hasMessageContaining("at 128");
      assertThatThrownBy(() -> frame(large, source)).hasMessageContaining("at 512");
      assertThat(large.featureKind()).isNotEqualTo(small.featureKind());
    }
  }

  @Test
  void featuresAreOfOneKindInOnePrecisionAtOneSizeOnly() {
    EngineOptions side = new EngineOptions(256, 0, 2);
    try (NetworkReenactor exact = reenactor(hosts().get(1), EngineOptions.DEFAULT);
        NetworkReenactor again = reenactor(hosts().get(1), side);
        NetworkReenactor fast = reenactor(hosts().get(1), EngineOptions.DEFAULT, Precision.FAST)) {
      assertThat(exact.featureKind())
          .endsWith(" in exact, format 1")
          .isEqualTo(again.featureKind());
      assertThat(fast.featureKind()).endsWith(" in fast, format 1");
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void noiseOfASeedIsDrawnAnewForEachFrameAndTheSameInEveryRun(ModelConfiguration host) {
    try (NetworkReenactor first = reenactor(host, new EngineOptions(128, 7, 1));
        NetworkReenactor again = reenactor(host, new EngineOptions(128, 7, 1));
        NetworkReenactor other = reenactor(host, new EngineOptions(128, 8, 1));
        SourceFeatures source = first.encode(head(1));
        SourceFeatures sourceAgain = again.encode(head(1));
        SourceFeatures otherSource = other.encode(head(1))) {
      Picture picture = frame(first, source);

      assertThat(frame(first, source).rgb()).isNotEqualTo(picture.rgb());
      assertThat(frame(again, sourceAgain).rgb()).isEqualTo(picture.rgb());
      assertThat(frame(other, otherSource).rgb()).isNotEqualTo(picture.rgb());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200, 1152})
  void sizesThatNoNetworkHalvesCleanlyAreRefused(int sizePixels) {
    assertThatThrownBy(() -> new EngineOptions(sizePixels, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got " + sizePixels);
  }

  @Test
  void whatANetworkCannotDoIsRefused() {
    ModelConfiguration synergize = Presets.named("synergize-compact").configuration();

    assertThatThrownBy(() -> new EngineOptions(512, 0, 1).applied(synergize))
        .hasMessageContaining("synergize works on pictures of 256 pixels only, got 512");
    assertThatThrownBy(() -> new EngineOptions(256, 3, 1).applied(synergize))
        .hasMessageContaining("synergize has none");
    assertThat(EngineOptions.DEFAULT.applied(synergize)).isSameAs(synergize);
  }

  @Test
  void callsWithNoiseTakeTurnsAsTheirOrderMakesThePicture() {
    assertThat(new EngineOptions(256, 7, 2).callsSideBySide()).isEqualTo(1);
    assertThat(new EngineOptions(256, 0, 2).callsSideBySide()).isEqualTo(2);
  }
}
