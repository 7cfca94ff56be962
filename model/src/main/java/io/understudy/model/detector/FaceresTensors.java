package io.understudy.model.detector;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.understudy.model.weights.ElementType;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The half-precision tensors of {@code faceres.json} and {@code faceres.bin} by name, in
 * TensorFlow's order of axes. Immutable.
 */
final class FaceresTensors {
  private final Path folder;
  private final Map<String, HostTensor> tensors;

  private FaceresTensors(Path folder, Map<String, HostTensor> tensors) {
    this.folder = folder;
    this.tensors = tensors;
  }

  /**
   * Reads both files.
   *
   * @throws WeightsException if they are damaged
   * @throws IOException if one cannot be read
   */
  static FaceresTensors read(Path folder) throws IOException {
    try {
      String json = Files.readString(folder.resolve("faceres.json"));
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("faceres.bin")));
      JsonObject manifest =
          JsonParser.parseString(json)
              .getAsJsonObject()
              .getAsJsonArray("weightsManifest")
              .get(0)
              .getAsJsonObject();
      Map<String, HostTensor> tensors = new HashMap<>();
      for (JsonElement weight : manifest.getAsJsonArray("weights")) {
        add(weight.getAsJsonObject(), bytes, tensors);
      }
      return new FaceresTensors(folder, tensors);
    } catch (NoSuchFileException failure) {
      throw new IOException(
          "model %s lacks the file %s: fetch it again".formatted(folder, failure.getFile()),
          failure);
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | IllegalArgumentException
        | IndexOutOfBoundsException failure) {
      throw new WeightsException(
          "model %s cannot be read: it is damaged, fetch it again".formatted(folder), failure);
    }
  }

  private static void add(JsonObject weight, ByteBuffer bytes, Map<String, HostTensor> tensors) {
    // The only one that is not of half precision, a list of axes, is the last.
    if (!weight.has("quantization")) {
      return;
    }
    String name = weight.get("name").getAsString();
    long[] shape =
        weight.getAsJsonArray("shape").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray();
    int length = ElementType.F16.bytes();
    for (long side : shape) {
      length = Math.multiplyExact(length, Math.toIntExact(side));
    }
    tensors.put(
        name, new HostTensor(name, ElementType.F16, shape, bytes.slice(bytes.position(), length)));
    bytes.position(bytes.position() + length);
  }

  /**
   * The tensor of that name.
   *
   * @throws WeightsException if there is none
   */
  HostTensor tensor(String name) {
    HostTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new WeightsException(
          "model %s has no tensor %s: fetch it again".formatted(folder, name));
    }
    return tensor;
  }

  float[] floats(String name) {
    HostTensor tensor = tensor(name);
    float[] values = new float[tensor.size()];
    tensor.floats().get(values);
    return values;
  }
}
