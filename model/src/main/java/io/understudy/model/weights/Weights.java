package io.understudy.model.weights;

import io.understudy.model.preset.Preset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained parameter set of a preset: tensors by full name, and their description. Immutable and
 * thread-safe.
 */
public final class Weights {
  /** Wide elements first, so that every tensor of a file is aligned to its elements. */
  private static final Comparator<HostTensor> FILE_ORDER =
      Comparator.<HostTensor>comparingInt(tensor -> -tensor.type().bytes())
          .thenComparing(HostTensor::name);

  private final WeightsDescription description;
  private final Map<String, HostTensor> tensors;

  private Weights(WeightsDescription description, Map<String, HostTensor> tensors) {
    this.description = description;
    this.tensors = tensors;
  }

  /**
   * Weights of these tensors; their SHA-256 is computed here.
   *
   * @throws WeightsException if two tensors have one name
   */
  public static Weights of(Preset preset, TrainingRecord training, Collection<HostTensor> tensors) {
    Map<String, HostTensor> ordered = inFileOrder(tensors);
    WeightsDescription description =
        new WeightsDescription(
            preset.name(), preset.configuration(), training, sha256(ordered.values()));
    return new Weights(description, ordered);
  }

  /**
   * Weights read back from a file.
   *
   * @throws WeightsException if the tensors are not those that the description was made for
   */
  static Weights restored(WeightsDescription description, Collection<HostTensor> tensors) {
    Map<String, HostTensor> ordered = inFileOrder(tensors);
    String actual = sha256(ordered.values());
    if (!actual.equals(description.sha256())) {
      throw new WeightsException(
          "the tensors have SHA-256 %s but the description says %s: the file is damaged, copy it"
                  .formatted(actual, description.sha256())
              + " again");
    }
    return new Weights(description, ordered);
  }

  /**
   * The same with kernels and matrices rounded to half precision, for publishing: half the size.
   * What has one axis (biases, normalisations) stays as it is.
   */
  public Weights published() {
    return of(
        description.asPreset(),
        description.training(),
        tensors.values().stream()
            .map(tensor -> tensor.shape().length > 1 ? tensor.inHalfPrecision() : tensor)
            .toList());
  }

  public WeightsDescription description() {
    return description;
  }

  /** Identity: 16 hex digits of the SHA-256, or {@code initial-SEED}. */
  public String id() {
    return description.id();
  }

  /** All tensors, in the order of the file. */
  public List<HostTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /** The tensor of that name, if there is one. */
  public Optional<HostTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /**
   * The tensor of that name.
   *
   * @throws WeightsException if there is none
   */
  public HostTensor tensor(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new WeightsException(
                    "weights %s of preset %s have no tensor %s"
                        .formatted(id(), description.preset(), name)));
  }

  private static Map<String, HostTensor> inFileOrder(Collection<HostTensor> tensors) {
    Map<String, HostTensor> ordered = new LinkedHashMap<>();
    for (HostTensor tensor : tensors.stream().sorted(FILE_ORDER).toList()) {
      if (ordered.put(tensor.name(), tensor) != null) {
        throw new WeightsException("there are two tensors of the name " + tensor.name());
      }
    }
    return ordered;
  }

  private static String sha256(Collection<HostTensor> tensors) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      tensors.forEach(tensor -> digest.update(tensor.bytes()));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("every Java platform has SHA-256", failure);
    }
  }
}
