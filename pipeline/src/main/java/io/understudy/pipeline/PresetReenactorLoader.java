package io.understudy.pipeline;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.understudy.model.Reenactor;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsCheck;
import io.understudy.model.weights.WeightsDescription;
import io.understudy.model.weights.WeightsException;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Loads the deployment's preset with its weights. A deployment with bundled or initial weights
 * serves every preset that a session names, one with a weights file only the preset of that file.
 *
 * @param preset name of the deployed preset
 * @param weights path of its weights, {@code bundled} or {@code initial}
 * @param device {@code cpu}, {@code gpu} or {@code gpuN}
 * @param threads threads of libtorch on a CPU, 0 for its own choice
 */
public record PresetReenactorLoader(
    String preset, String weights, Precision precision, String device, int threads)
    implements ReenactorLoader {
  private static final long INITIAL_SEED = 1;

  /** The loader of a configuration. */
  public static PresetReenactorLoader of(UnderstudyConfiguration.Model model) {
    return new PresetReenactorLoader(
        model.preset(), model.weights(), model.precision(), model.device(), model.threads());
  }

  /**
   * Checks that the deployed preset, its weights and the device exist and fit on this machine,
   * without loading them; returns what they are.
   *
   * @throws BadInputException if they do not
   */
  public WeightsDescription check() {
    checkDevice();
    try {
      Weights deployed = read(preset);
      WeightsCheck.verify(
          deployed.description().asPreset(),
          Networks.specs(deployed.description().configuration()),
          deployed);
      return deployed.description();
    } catch (UnknownModelException | WeightsException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  @Override
  public Reenactor load(String requestedPreset, String requestedWeightsId) {
    limitThreads();
    Weights found = read(requestedPreset);
    if (!requestedWeightsId.isEmpty() && !requestedWeightsId.equals(found.id())) {
      throw new UnknownModelException(
          "weights %s of preset %s are not deployed, %s are; name those or none"
              .formatted(requestedWeightsId, requestedPreset, found.id()));
    }
    try {
      return Networks.reenactor(found, precision, djlDevice());
    } catch (WeightsException e) {
      throw new UnknownModelException(e.getMessage());
    }
  }

  @Override
  public ReenactorLoader onGpu(int index) {
    return new PresetReenactorLoader(preset, weights, precision, "gpu" + index, threads);
  }

  private Weights read(String requestedPreset) {
    return switch (weights) {
      case UnderstudyConfiguration.Model.BUNDLED_WEIGHTS ->
          BundledWeights.find(known(requestedPreset)).orElseGet(() -> initial(requestedPreset));
      case UnderstudyConfiguration.Model.INITIAL_WEIGHTS -> initial(requestedPreset);
      default -> fromFile(requestedPreset);
    };
  }

  private static Weights initial(String requestedPreset) {
    return Networks.initialWeights(known(requestedPreset), INITIAL_SEED);
  }

  private static Preset known(String requestedPreset) {
    try {
      return Presets.named(requestedPreset);
    } catch (IllegalArgumentException e) {
      throw new UnknownModelException(e.getMessage());
    }
  }

  private Weights fromFile(String requestedPreset) {
    Weights read;
    try {
      read = WeightsFile.read(Path.of(weights));
    } catch (WeightsException e) {
      throw new UnknownModelException(e.getMessage());
    } catch (IOException e) {
      throw new UnknownModelException(e.getMessage() + "; give the path of a weights file");
    }
    String held = read.description().preset();
    if (!held.equals(fullName(requestedPreset))) {
      throw new UnknownModelException(
          "weights %s belong to preset %s, not to %s; choose that preset or other weights"
              .formatted(weights, held, requestedPreset));
    }
    return read;
  }

  /** A file may hold a preset that this build does not name, of any widths. */
  private static String fullName(String requestedPreset) {
    try {
      return Presets.named(requestedPreset).name();
    } catch (IllegalArgumentException unnamed) {
      return requestedPreset;
    }
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
          "model.device is %s, it must be cpu or one of the %d CUDA devices that this build sees; choose one, or build with UNDERSTUDY_MAVEN_OPTS=-Pcuda"
              .formatted(device, present));
    }
  }

  private Device djlDevice() {
    return device.equals("cpu") ? Device.cpu() : Device.fromName(device);
  }
}
