package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.ScaleCodeTrack;
import io.understudy.model.SourceFeatures;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.CodeSharing;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.CodebookScales;
import io.understudy.model.preset.DaganConfiguration;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.TpsmConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.FormulaWeights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks with a scale transformation in the engine, driven by a rendered head. */
class ScaledReenactorTest {
  private static final KeypointDetectorConfiguration DETECTOR =
      new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false);
  private static final DenseMotionConfiguration DENSE =
      new DenseMotionConfiguration(8, 32, 3, 0.25);
  private static final FommGeneratorConfiguration DRAWING =
      new FommGeneratorConfiguration(8, 32, 2, 1);
  private static final CodebookConfiguration CODES =
      new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 1, 4);
  private static final SynergizeConfiguration SYNERGIZE =
      new SynergizeConfiguration(
          DETECTOR,
          DENSE,
          new ScaleChannels(32, 32, 32, 32),
          CODES,
          CODES,
          4,
          true,
          true,
          true,
          true,
          true);
  private static final ScaleConfiguration COMPLETE =
      new ScaleConfiguration(true, true, true, 20, 16, 8);

  /** A small network that the scale transformation is plugged into. */
  enum Host {
    FOMM {
      @Override
      ModelConfiguration with(Optional<ScaleConfiguration> scale) {
        return new FommConfiguration(DETECTOR, DENSE, DRAWING, false, scale, Optional.empty());
      }
    },
    OSTNET {
      @Override
      ModelConfiguration with(Optional<ScaleConfiguration> scale) {
        return new McnetConfiguration(DETECTOR, DENSE, 8, Optional.empty(), scale);
      }
    },
    DAGAN {
      @Override
      ModelConfiguration with(Optional<ScaleConfiguration> scale) {
        KeypointDetectorConfiguration deep =
            new KeypointDetectorConfiguration(5, 4, 8, 32, 3, 0.25, 0.1, false);
        return new DaganConfiguration(deep, DENSE, DRAWING, scale, Optional.empty());
      }
    },
    TPSM {
      @Override
      ModelConfiguration with(Optional<ScaleConfiguration> scale) {
        return new TpsmConfiguration(3, DENSE, 8, Optional.empty(), scale);
      }
    },
    UNION {
      @Override
      ModelConfiguration with(Optional<ScaleConfiguration> scale) {
        return scale.isEmpty()
            ? SYNERGIZE
            : new UnderstudyConfiguration(SYNERGIZE, scale.get(), true);
      }
    };

    abstract ModelConfiguration with(Optional<ScaleConfiguration> scale);

    ModelConfiguration scaled() {
      return with(Optional.of(COMPLETE));
    }
  }

  /** On formula weights every part moves the output; on initial ones the added parts are silent. */
  private static NetworkReenactor reenactor(ModelConfiguration configuration, boolean formula) {
    Preset preset = new Preset("tiny", configuration);
    return Networks.reenactor(
        formula
            ? FormulaWeights.of(preset, Networks.specs(configuration), 3)
            : Networks.initialWeights(preset, 3),
        Precision.EXACT,
        Device.cpu());
  }

  private static Picture head(long person, double scale, double mouth) {
    HeadState state = new HeadState(10, 4, -5, 0.05, 0, scale, mouth, 0, 1, 1, 0, 0, 0);
    return HeadRenderer.render(new Scene(HeadIdentity.random(person), state, Light.STUDIO), 256);
  }

  private static MotionTrack absolute() {
    return new MotionTrack(MotionMode.ABSOLUTE, null);
  }

  private static Picture one(
      NetworkReenactor reenactor, SourceFeatures source, Picture driving, ScaleCodeTrack track) {
    return reenactor
        .reenact(List.of(new DrivenFrame(source, driving, absolute(), track, 0)))
        .get(0);
  }

  private static int largestDifference(Picture a, Picture b) {
    int largest = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)));
    }
    return largest;
  }

  @ParameterizedTest
  @EnumSource
  void atFirstANetworkWithTheTransformationDrawsWhatTheHostDraws(Host host) {
    try (NetworkReenactor plain = reenactor(host.with(Optional.empty()), false);
        NetworkReenactor added = reenactor(host.scaled(), false);
        SourceFeatures source = plain.encode(head(1, 1, 0));
        SourceFeatures sameSource = added.encode(head(1, 1, 0))) {
      Picture driving = head(2, 0.7, 0.8);
      assertThat(
              largestDifference(
                  one(plain, source, driving, ScaleCodeTrack.off()),
                  one(added, sameSource, driving, ScaleCodeTrack.off())))
          .isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyStartFrameGivesTheSamePictureOfAFrame(Host host) {
    try (NetworkReenactor reenactor = reenactor(host.scaled(), true);
        SourceFeatures source = reenactor.encode(head(1, 1, 0))) {
      Picture frame = head(2, 0.8, 0.5);
      Picture alone = one(reenactor, source, frame, ScaleCodeTrack.off());
      MotionTrack motion = absolute();
      ScaleCodeTrack track = ScaleCodeTrack.off();

      for (double scale : new double[] {1.2, 0.6}) {
        reenactor.reenact(List.of(new DrivenFrame(source, head(2, scale, 0.1), motion, track, 0)));
      }
      Picture later =
          reenactor.reenact(List.of(new DrivenFrame(source, frame, motion, track, 0))).get(0);

      assertThat(later.rgb()).isEqualTo(alone.rgb());
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachRowGoesThroughTheTrackOfItsStream(Host host) {
    try (NetworkReenactor reenactor = reenactor(host.scaled(), true);
        SourceFeatures source = reenactor.encode(head(1, 1, 0))) {
      ScaleCodeTrack first = new ScaleCodeTrack(1000, null);
      ScaleCodeTrack second = ScaleCodeTrack.off();
      Picture near = head(2, 1.3, 0);
      Picture far = head(2, 0.6, 0);
      frames(reenactor, source, near, far, first, second, 0);
      float[] before = first.state().orElseThrow().latest();

      List<Picture> pictures = frames(reenactor, source, far, far, first, second, 40_000);

      ScaleCodeTrack.State state = first.state().orElseThrow();
      assertThat(state.captureEpochMicros()).isEqualTo(40_000);
      assertThat(state.latest()).isNotEqualTo(before).hasSize(8);
      assertThat(distance(state.smoothed(), before)).isLessThan(distance(state.latest(), before));
      assertThat(second.state().orElseThrow().smoothed())
          .isEqualTo(second.state().orElseThrow().latest());
      assertThat(largestDifference(pictures.get(0), pictures.get(1))).isPositive();
    }
  }

  private static List<Picture> frames(
      NetworkReenactor reenactor,
      SourceFeatures source,
      Picture first,
      Picture second,
      ScaleCodeTrack firstTrack,
      ScaleCodeTrack secondTrack,
      long captureEpochMicros) {
    return reenactor.reenact(
        List.of(
            new DrivenFrame(source, first, absolute(), firstTrack, captureEpochMicros),
            new DrivenFrame(source, second, absolute(), secondTrack, captureEpochMicros)));
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void nothingNativeIsLeftBehindAndFeaturesSurviveTheirBytes(Host host) {
    try (NetworkReenactor reenactor = reenactor(host.scaled(), true);
        SourceFeatures source = reenactor.encode(head(1, 1, 0));
        SourceFeatures restored = reenactor.restore(source.toBytes())) {
      Picture driving = head(2, 0.8, 0.3);
      Picture expected = one(reenactor, source, driving, ScaleCodeTrack.off());
      long settled = reenactor.nativeBytes();

      Picture again = one(reenactor, restored, driving, ScaleCodeTrack.off());

      assertThat(again.rgb()).isEqualTo(expected.rgb());
      assertThat(reenactor.nativeBytes()).isEqualTo(settled);
    }
  }

  /**
   * One switch at a time: without the transform alone code and embedding stay, so that the pictures
   * differ only if keypoints were detected again on the rectified image.
   */
  @ParameterizedTest
  @EnumSource
  void everySwitchAloneDrawsAnotherPicture(Host host) {
    ScaleConfiguration withoutTransform = new ScaleConfiguration(false, true, true, 20, 16, 8);
    ScaleConfiguration withoutEmbedding = new ScaleConfiguration(true, false, true, 20, 16, 8);
    ScaleConfiguration withoutVectors = new ScaleConfiguration(true, true, false, 20, 16, 8);

    Picture whole = drawn(host.scaled());
    for (ScaleConfiguration part : List.of(withoutTransform, withoutEmbedding, withoutVectors)) {
      Picture other = drawn(host.with(Optional.of(part)));
      assertThat(largestDifference(whole, other)).as(part.toString()).isPositive();
    }
  }

  private static Picture drawn(ModelConfiguration configuration) {
    try (NetworkReenactor reenactor = reenactor(configuration, true);
        SourceFeatures source = reenactor.encode(head(1, 1, 0))) {
      return one(reenactor, source, head(2, 0.8, 0.3), ScaleCodeTrack.off());
    }
  }
}
