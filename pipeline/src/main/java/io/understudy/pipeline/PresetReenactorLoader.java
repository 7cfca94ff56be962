package io.understudy.pipeline;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.Reenactor;
import io.understudy.model.engine.EngineOptions;
import io.understudy.model.engine.Networks;
import io.understudy.model.explain.Explainer;
import io.understudy.model.kernel.Precision;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsCheck;
import io.understudy.model.weights.WeightsDescription;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loads the presets of a deployment with their weights.
 *
 * @param weights which weights are deployed
 * @param announced weights that are announced while the job runs
 * @param device {@code cpu}, {@code gpu} or {@code gpuN}
 * @param threads threads of libtorch on a CPU, 0 for its own choice
 * @param options size and noise of the networks
 */
public record PresetReenactorLoader(
    DeployedWeights weights,
    AnnouncedWeights announced,
    Precision precision,
    String device,
    int threads,
    EngineOptions options)
    implements ReenactorLoader {
  /** A loader of one preset, from a file or {@code bundled} or {@code initial}. */
  public PresetReenactorLoader(
      String preset, String weights, Precision precision, String device, int threads) {
    this(
        new DeployedWeights(preset, weights, Map.of()),
        new AnnouncedWeights(""),
        precision,
        device,
        threads,
        EngineOptions.DEFAULT);
  }

  /** The loader of a configuration. */
  public static PresetReenactorLoader of(UnderstudyConfiguration.Model model) {
    return new PresetReenactorLoader(
        new DeployedWeights(model.preset(), model.weights(), model.weightsOf()),
        new AnnouncedWeights(model.announcedFolder()),
        model.precision(),
        model.device(),
        model.threads(),
        options(model));
  }

  private static EngineOptions options(UnderstudyConfiguration.Model model) {
    try {
      return new EngineOptions(model.sizePixels(), model.memoryNoiseSeed(), model.calls());
    } catch (IllegalArgumentException e) {
      throw new BadInputException("model.size-pixels: " + e.getMessage(), e);
    }
  }

  /**
   * Checks that the presets that the configuration names, their weights and the device exist and
   * fit on this machine, without loading them; returns what the default preset's are.
   *
   * @throws BadInputException if they do not
   */
  public WeightsDescription check() {
    checkDevice();
    Map<String, WeightsDescription> found = new TreeMap<>();
    weights.namedPresets().forEach(preset -> found.put(preset, check(preset)));
    return found.get(weights.preset());
  }

  private WeightsDescription check(String preset) {
    try {
      Weights deployed = weights.read(preset);
      WeightsDescription description = deployed.description();
      options.applied(description.configuration());
      WeightsCheck.verify(
          description.asPreset(), Networks.specs(description.configuration()), deployed);
      return description;
    } catch (UnknownModelException | IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  @Override
  public Reenactor load(String requestedPreset, String requestedWeightsId) {
    limitThreads();
    Weights found = find(requestedPreset, requestedWeightsId);
    try {
      return Networks.reenactor(found, precision, djlDevice(), options);
    } catch (IllegalArgumentException e) {
      throw new UnknownModelException(e.getMessage());
    }
  }

  /**
   * The default preset opened to look inside; the caller closes it.
   *
   * @throws UnknownModelException if its weights cannot be read
   */
  public Explainer explainer() {
    limitThreads();
    return new Explainer(weights.read(weights.preset()), precision, djlDevice());
  }

  private Weights find(String requestedPreset, String requestedWeightsId) {
    if (requestedWeightsId.isEmpty()) {
      return weights.read(requestedPreset);
    }
    return announced
        .find(presetName(requestedPreset), requestedWeightsId)
        .orElseGet(() -> deployed(requestedPreset, requestedWeightsId));
  }

  private Weights deployed(String requestedPreset, String requestedWeightsId) {
    Weights found = weights.read(requestedPreset);
    if (!requestedWeightsId.equals(found.id())) {
      throw new UnknownModelException(
          "weights %s of preset %s are not deployed and not announced, %s are deployed; name those or none"
              .formatted(requestedWeightsId, requestedPreset, found.id()));
    }
    return found;
  }

  @Override
  public String presetName(String requested) {
    return DeployedWeights.fullName(requested);
  }

  @Override
  public void check(ModelAnnouncement announcement) {
    announced.check(announcement);
  }

  @Override
  public ReenactorLoader onGpu(int index) {
    return new PresetReenactorLoader(
        weights, announced, precision, "gpu" + index, threads, options);
  }

  private void limitThreads() {
    if (threads > 0) {
      // libtorch reads it once, before the first tensor of the process.
      System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    }
  }

  private void checkDevice() {
    int present = Engine.getEngine("PyTorch").getGpuCount();
    if (djlDevice().isGpu() && djlDevice().getDeviceId() >= present) {
      throw new BadInputException(
          "model.device is %s, but this build sees %d CUDA devices on this machine; choose cpu, or a device from gpu0 on that is there, or build with UNDERSTUDY_MAVEN_OPTS=-Pcuda"
              .formatted(device, present));
    }
  }

  private Device djlDevice() {
    if (device.equals("gpu")) {
      return Device.gpu(0); // DJL's own reading of the name has the number -1
    }
    return device.equals("cpu") ? Device.cpu() : Device.fromName(device);
  }
}
