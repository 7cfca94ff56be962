package io.understudy.pipeline;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsException;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Model;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which weights a deployment has of which preset. Bundled or initial weights of the default preset
 * open every preset of this build to sessions; a weights file opens its own.
 *
 * @param preset the default preset
 * @param weights path of its weights, {@code bundled} or {@code initial}
 * @param weightsOf the same of further presets, by name; wins over {@code weights}
 */
public record DeployedWeights(String preset, String weights, Map<String, String> weightsOf)
    implements Serializable {
  private static final long INITIAL_SEED = 1;

  public DeployedWeights {
    Map<String, String> byFullName = new TreeMap<>();
    weightsOf.forEach((name, place) -> byFullName.put(fullName(name), place));
    preset = fullName(preset);
    weightsOf = Map.copyOf(byFullName);
  }

  /** The presets that the configuration names. */
  Set<String> namedPresets() {
    Set<String> names = new TreeSet<>(weightsOf.keySet());
    names.add(preset);
    return names;
  }

  /**
   * Reads the weights of a preset.
   *
   * @throws UnknownModelException if the deployment has none, or they cannot be read
   */
  Weights read(String requestedPreset) {
    String name = fullName(requestedPreset);
    String place = placeOf(name);
    return switch (place) {
      case Model.BUNDLED_WEIGHTS -> BundledWeights.find(known(name)).orElseGet(() -> initial(name));
      case Model.INITIAL_WEIGHTS -> initial(name);
      default -> fromFile(place, name);
    };
  }

  private String placeOf(String name) {
    boolean open =
        weights.equals(Model.BUNDLED_WEIGHTS)
            || weights.equals(Model.INITIAL_WEIGHTS)
            || name.equals(preset);
    String place = weightsOf.getOrDefault(name, open ? weights : null);
    if (place == null) {
      throw new UnknownModelException(
          "preset %s is not offered by this job, it has weights of %s; name one of these or deploy it with model.weights-of.%s=FILE"
              .formatted(name, String.join(", ", namedPresets()), name));
    }
    return place;
  }

  private static Weights initial(String name) {
    return Networks.initialWeights(known(name), INITIAL_SEED);
  }

  private static Preset known(String name) {
    try {
      return Presets.named(name);
    } catch (IllegalArgumentException e) {
      throw new UnknownModelException(e.getMessage());
    }
  }

  private static Weights fromFile(String place, String name) {
    Weights read;
    try {
      read = WeightsFile.read(Path.of(place));
    } catch (WeightsException e) {
      throw new UnknownModelException(e.getMessage());
    } catch (IOException e) {
      throw new UnknownModelException(e.getMessage() + "; give the path of a weights file");
    }
    String held = read.description().preset();
    if (!held.equals(name)) {
      throw new UnknownModelException(
          "weights %s belong to preset %s, not to %s; choose that preset or other weights"
              .formatted(place, held, name));
    }
    return read;
  }

  /** A file may hold a preset that this build does not name, of any widths. */
  static String fullName(String name) {
    try {
      return Presets.named(name).name();
    } catch (IllegalArgumentException unnamed) {
      return name;
    }
  }
}
