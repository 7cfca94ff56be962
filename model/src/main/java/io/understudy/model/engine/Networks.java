package io.understudy.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.dagan.Dagan;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.face.FaceRefiner;
import io.understudy.model.fomm.FommNetwork;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.layer.Parameters;
import io.understudy.model.mcnet.McnetNetwork;
import io.understudy.model.network.HostNetwork;
import io.understudy.model.network.Network;
import io.understudy.model.network.RefinedNetwork;
import io.understudy.model.preset.DaganConfiguration;
import io.understudy.model.preset.FaceDetailConfiguration;
import io.understudy.model.preset.FaceRefinerConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.TpsmConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.synergize.SynergizeNetwork;
import io.understudy.model.tpsm.TpsmGenerator;
import io.understudy.model.tpsm.TpsmMotion;
import io.understudy.model.union.UnderstudyNetwork;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.InitialWeights;
import io.understudy.model.weights.ParameterSpec;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsCheck;
import java.nio.FloatBuffer;
import java.util.List;

/** From configurations and weights to networks that run. */
public final class Networks {
  private Networks() {}

  /**
   * A network without weights, declared below {@code root}; load them into {@code root} before use.
   */
  public static Network declare(Parameters root, ModelConfiguration configuration) {
    Network network = alone(root, configuration);
    return configuration
        .faceDetail()
        .flatMap(FaceDetailConfiguration::refiner)
        .<Network>map(refiner -> refined(network, root, refiner))
        .orElse(network);
  }

  private static Network refined(
      Network network, Parameters root, FaceRefinerConfiguration configuration) {
    FaceDetail detail = network.faceDetail().orElseThrow();
    double black = network.pixelRange().shift();
    return new RefinedNetwork(
        network, new FaceRefiner(root.at(FaceRefiner.NAME), configuration, detail, black));
  }

  private static Network alone(Parameters root, ModelConfiguration configuration) {
    if (configuration instanceof FommConfiguration fomm) {
      return new FommNetwork(root, fomm);
    }
    if (configuration instanceof McnetConfiguration mcnet) {
      return new McnetNetwork(root, mcnet);
    }
    if (configuration instanceof SynergizeConfiguration synergize) {
      return new SynergizeNetwork(root, synergize);
    }
    if (configuration instanceof UnderstudyConfiguration understudy) {
      return new UnderstudyNetwork(root, understudy);
    }
    if (configuration instanceof TpsmConfiguration tpsm) {
      return new HostNetwork(
          root,
          new TpsmMotion(root, tpsm),
          new TpsmGenerator(root, tpsm),
          tpsm.scale(),
          tpsm.keypoints());
    }
    if (configuration instanceof DaganConfiguration dagan) {
      return Dagan.declare(root, dagan);
    }
    throw new IllegalArgumentException("no network for " + configuration);
  }

  /** Every tensor that a network of this configuration declares. */
  public static List<ParameterSpec> specs(ModelConfiguration configuration) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT)) {
      Parameters root = Parameters.of(execution);
      declare(root, configuration);
      return root.specs();
    }
  }

  /** Untrained weights of a preset. */
  public static Weights initialWeights(Preset preset, long seed) {
    return InitialWeights.of(preset, specs(preset.configuration()), seed);
  }

  /**
   * Checks {@code weights} against what {@code root} declares and loads them into it.
   *
   * @throws io.understudy.model.weights.WeightsException naming everything that does not fit
   */
  public static void load(Parameters root, Weights weights) {
    WeightsCheck.verify(root.specs(), weights);
    root.load(spec -> tensor(root.execution(), weights.tensor(spec.name())));
  }

  private static NDArray tensor(Execution execution, HostTensor host) {
    FloatBuffer view = host.floats();
    float[] values = new float[view.remaining()];
    view.get(values);
    return execution.manager().create(values, new Shape(host.shape()));
  }

  /** Loads weights as a reenactor at the published size; the caller closes it. */
  public static NetworkReenactor reenactor(Weights weights, Precision precision, Device device) {
    return reenactor(weights, precision, device, EngineOptions.DEFAULT);
  }

  /**
   * Loads weights as a reenactor; the caller closes it.
   *
   * @throws IllegalArgumentException if the network cannot be run with these options
   */
  public static NetworkReenactor reenactor(
      Weights weights, Precision precision, Device device, EngineOptions options) {
    ModelConfiguration configuration = options.applied(weights.description().configuration());
    Execution execution = Execution.open(device, precision);
    try {
      Parameters root = Parameters.of(execution);
      Network network = declare(root, configuration);
      load(root, weights);
      String preset = weights.description().preset();
      return new NetworkReenactor(execution, network, preset, weights.id(), options);
    } catch (RuntimeException | Error failure) {
      execution.close();
      throw failure;
    }
  }
}
