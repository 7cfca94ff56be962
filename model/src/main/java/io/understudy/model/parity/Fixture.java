package io.understudy.model.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.understudy.model.weights.NpyArray;
import io.understudy.model.weights.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One folder of reference figures: {@code meta.json}, {@code inputs.npz}, {@code outputs*.npz} and
 * sometimes checkpoint files (NETWORKS section 10). Immutable; files are read when asked for.
 *
 * @param folder where it is
 * @param meta the whole object of {@code meta.json}
 */
record Fixture(Path folder, JsonObject meta) {
  static final String META = "meta.json";

  /** Tolerance of an array that {@code meta.json} gives none for: the least that it ever gives. */
  private static final double DEFAULT_TOLERANCE = 1e-4;

  /**
   * Reads a fixture's description.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  static Fixture read(Path folder) throws IOException {
    try {
      String json = Files.readString(folder.resolve(META));
      return new Fixture(folder, JsonParser.parseString(json).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException failure) {
      throw new IllegalArgumentException(
          "%s of fixture %s is no JSON object: %s"
              .formatted(META, folder.getFileName(), failure.getMessage()),
          failure);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  String kind() {
    return text("kind");
  }

  /** Where the weights come from: {@code formula seed=N}, or file names joined by {@code " + "}. */
  String weights() {
    return text("weights");
  }

  private String text(String key) {
    JsonElement value = meta.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      throw new IllegalArgumentException("%s has no text '%s'".formatted(META, key));
    }
    return value.getAsString();
  }

  boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  /** The arrays of a file that stand against computed ones. */
  List<GoldenArray> golden(String file) throws IOException {
    return GoldenArray.all(Npz.read(folder.resolve(file)));
  }

  /**
   * An array of {@code inputs.npz}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  HostArray input(String name) throws IOException {
    NpyArray array = Npz.read(folder.resolve("inputs.npz")).get(name);
    if (array == null) {
      throw new IllegalArgumentException("inputs.npz has no array '%s'".formatted(name));
    }
    return new HostArray(array.shape(), array.floats());
  }

  /** Largest difference that passes in {@code exact}; 0 for integers and flags. */
  double tolerance(GoldenArray array) {
    return stated(array.name())
        .orElse(stated("*").orElse(array.integers() ? 0 : DEFAULT_TOLERANCE));
  }

  private OptionalDouble stated(String name) {
    JsonObject tolerances = meta.getAsJsonObject("tolerance_maxabs");
    JsonElement value = tolerances == null ? null : tolerances.get(name);
    boolean number =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    return number ? OptionalDouble.of(value.getAsDouble()) : OptionalDouble.empty();
  }
}
