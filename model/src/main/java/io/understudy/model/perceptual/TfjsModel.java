package io.understudy.model.perceptual;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.WeightsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The tensors of a TensorFlow.js layers model that was bundled as scripts: {@code model.min.js}
 * with an object literal whose {@code weightsManifest} names tensors and shards, and {@code
 * SHARD.min.js} with their bytes in base 64. Values of 8 bits: value = byte * scale + min. No
 * script is run. Immutable.
 */
final class TfjsModel {
  /** Name of the file that describes the model. */
  static final String FILE_NAME = "model.min.js";

  private static final String MANIFEST = "weightsManifest:";
  private static final String CONTENT = "exports=\"";

  private final Path folder;
  private final byte[] bytes;
  private final Map<String, Entry> entries;

  /**
   * Where a tensor's bytes lie and what they stand for.
   *
   * @param shape as in TensorFlow; kernels are (height, width, in, out)
   * @param first index of its first byte
   */
  private record Entry(long[] shape, int first, float min, float scale) {
    int size() {
      return (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  private TfjsModel(Path folder, byte[] bytes, Map<String, Entry> entries) {
    this.folder = folder;
    this.bytes = bytes;
    this.entries = entries;
  }

  /**
   * Reads the model of a folder.
   *
   * @throws WeightsException if it is damaged or has values of another form
   * @throws IOException if a file cannot be read
   */
  static TfjsModel read(Path folder) throws IOException {
    try {
      ByteArrayOutputStream shards = new ByteArrayOutputStream();
      Map<String, Entry> entries = new HashMap<>();
      for (JsonElement group : manifest(Files.readString(folder.resolve(FILE_NAME)))) {
        int first = shards.size();
        for (JsonElement path : group.getAsJsonObject().getAsJsonArray("paths")) {
          shards.writeBytes(shard(folder.resolve(path.getAsString() + ".min.js")));
        }
        locate(group.getAsJsonObject().getAsJsonArray("weights"), first, shards.size(), entries);
      }
      return new TfjsModel(folder, shards.toByteArray(), entries);
    } catch (NoSuchFileException failure) {
      throw new IOException(
          "model %s lacks the file %s: fetch it again".formatted(folder, failure.getFile()),
          failure);
    } catch (WeightsException failure) {
      throw new WeightsException(
          "model %s cannot be read: %s".formatted(folder, failure.getMessage()), failure);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException failure) {
      throw new WeightsException(
          "model %s cannot be read: it is damaged, fetch it again".formatted(folder), failure);
    }
  }

  /**
   * The tensor of that name in single precision, in TensorFlow's order of axes.
   *
   * @throws WeightsException if there is none
   */
  HostTensor tensor(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new WeightsException("model %s has no tensor %s".formatted(folder, name));
    }
    float[] values = new float[entry.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[entry.first + i] & 0xff) * entry.scale + entry.min;
    }
    return HostTensor.ofFloats(name, entry.shape, values);
  }

  /** A minifier leaves no JSON (bare names, {@code !0}, {@code .5}), but what Gson can read. */
  private static JsonArray manifest(String script) {
    int start = script.indexOf(MANIFEST);
    if (start < 0) {
      throw new WeightsException("its " + FILE_NAME + " has no weightsManifest");
    }
    JsonReader reader =
        new JsonReader(new StringReader(script.substring(start + MANIFEST.length())));
    reader.setLenient(true);
    return JsonParser.parseReader(reader).getAsJsonArray();
  }

  private static byte[] shard(Path file) throws IOException {
    String script = Files.readString(file);
    int start = script.indexOf(CONTENT) + CONTENT.length();
    int end = script.indexOf('"', start);
    if (start < CONTENT.length() || end < 0) {
      throw new WeightsException("its " + file.getFileName() + " holds no text of base 64");
    }
    return Base64.getDecoder().decode(script.substring(start, end));
  }

  private static void locate(JsonArray weights, int first, int end, Map<String, Entry> entries) {
    int next = first;
    for (JsonElement element : weights) {
      JsonObject weight = element.getAsJsonObject();
      String name = weight.get("name").getAsString();
      Entry entry = entry(name, weight, next);
      next = Math.addExact(next, entry.size());
      if (next > end) {
        throw new WeightsException(
            "tensor %s ends at byte %d of %d: it is truncated, fetch it again"
                .formatted(name, next, end));
      }
      entries.put(name, entry);
    }
  }

  private static Entry entry(String name, JsonObject weight, int first) {
    JsonObject quantization = weight.getAsJsonObject("quantization");
    if (quantization == null || !quantization.get("dtype").getAsString().equals("uint8")) {
      throw new WeightsException("tensor %s is not of 8 bits, only those are read".formatted(name));
    }
    long[] shape =
        weight.getAsJsonArray("shape").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray();
    return new Entry(
        shape, first, quantization.get("min").getAsFloat(), quantization.get("scale").getAsFloat());
  }
}
