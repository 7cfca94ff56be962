package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.KernelListener;
import io.understudy.model.kernel.Precision;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.CodeSharing;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.CodebookScales;
import io.understudy.model.preset.DaganConfiguration;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of the implicit scale code a source's keypoints alone make is part of its features. */
class SourceShareTest {
  /** A hidden width that no other layer of the networks below has. */
  private static final int HIDDEN = 17;

  private static final DenseMotionConfiguration DENSE =
      new DenseMotionConfiguration(8, 32, 3, 0.25);
  private static final FommGeneratorConfiguration DRAWING =
      new FommGeneratorConfiguration(8, 32, 2, 1);
  private static final Optional<MemoryConfiguration> MEMORY =
      Optional.of(new MemoryConfiguration(24, 32, HIDDEN, 32));
  private static final CodebookConfiguration CODES =
      new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 1, 4);

  private static KeypointDetectorConfiguration detector(int channels) {
    return new KeypointDetectorConfiguration(5, channels, 8, 32, 3, 0.25, 0.1, false);
  }

  private static ModelConfiguration union() {
    SynergizeConfiguration synergize =
        new SynergizeConfiguration(
            detector(3),
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
    ScaleConfiguration scale = new ScaleConfiguration(true, true, true, 20, HIDDEN, 8);
    return new UnderstudyConfiguration(synergize, scale, true);
  }

  /** Every network that has an implicit scale code, and how many of them. */
  static List<Arguments> networks() {
    return List.of(
        Arguments.of(new McnetConfiguration(detector(3), DENSE, 8, MEMORY), 1),
        Arguments.of(
            new FommConfiguration(detector(3), DENSE, DRAWING, false, Optional.empty(), MEMORY), 1),
        Arguments.of(
            new DaganConfiguration(detector(4), DENSE, DRAWING, Optional.empty(), MEMORY), 1),
        Arguments.of(new TpsmConfiguration(2, DENSE, 8, MEMORY, Optional.empty()), 1),
        Arguments.of(union(), 2));
  }

  /** Counts linear maps from a source's keypoints to the hidden layer of an implicit scale code. */
  private static final class Counter implements KernelListener {
    private final Shape weight;
    private int calls;

    Counter(ModelConfiguration configuration) {
      weight = new Shape(HIDDEN, 2L * configuration.keypoints());
    }

    @Override
    public void called(String function, Object[] arguments, NDArray result) {
      if (function.equals("linear") && ((NDArray) arguments[1]).getShape().equals(weight)) {
        calls++;
      }
    }
  }

  private static Picture head(long person, double scale) {
    HeadState state = new HeadState(10, 4, -5, 0.05, 0, scale, 0.4, 0, 1, 1, 0, 0, 0);
    return HeadRenderer.render(new Scene(HeadIdentity.random(person), state, Light.STUDIO), 256);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void itIsComputedOncePerSourceAndNeverForAFrame(ModelConfiguration configuration, int codes) {
    Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
    Parameters root = Parameters.of(execution);
    var network = Networks.declare(root, configuration);
    Preset preset = new Preset("tiny", configuration);
    Networks.load(root, FormulaWeights.of(preset, root.specs(), 3));
    Counter counter = new Counter(configuration);
    execution.kernels().listen(counter);
    try (NetworkReenactor reenactor =
            new NetworkReenactor(execution, network, "tiny", "weights", EngineOptions.DEFAULT);
        SourceFeatures source = reenactor.encode(head(1, 1))) {
      assertThat(counter.calls).isEqualTo(codes);

      for (double scale : new double[] {0.8, 1.1}) {
        MotionTrack absolute = new MotionTrack(MotionMode.ABSOLUTE, null);
        reenactor.reenact(List.of(new DrivenFrame(source, head(2, scale), absolute)));
      }

      assertThat(counter.calls).isEqualTo(codes);
    }
  }
}
