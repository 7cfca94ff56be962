package io.understudy.model.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file.
 *
 * @param metadata the texts of {@code __metadata__}
 * @param entries one of each tensor, by where its elements begin
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT_BYTES = 8;

  /**
   * One tensor.
   *
   * @param begin first byte within the elements
   * @param end byte after the last
   */
  record Entry(String name, ElementType type, long[] shape, long begin, long end) {}

  static SafetensorsHeader parse(byte[] header) {
    try {
      JsonObject json =
          JsonParser.parseString(new String(header, StandardCharsets.UTF_8)).getAsJsonObject();
      Map<String, String> metadata = new LinkedHashMap<>();
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<String, JsonElement> member : json.entrySet()) {
        JsonObject value = member.getValue().getAsJsonObject();
        if (member.getKey().equals(METADATA)) {
          value
              .entrySet()
              .forEach(text -> metadata.put(text.getKey(), text.getValue().getAsString()));
        } else {
          entries.add(entry(member.getKey(), value));
        }
      }
      entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      return new SafetensorsHeader(metadata, entries);
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException failure) {
      throw new WeightsException(
          "its header is no JSON of tensors (%s)%s"
              .formatted(failure.getMessage(), Safetensors.OTHER_FILE),
          failure);
    }
  }

  private static Entry entry(String name, JsonObject json) {
    long[] offsets = numbers(name, json, "data_offsets");
    if (offsets.length != 2) {
      throw new WeightsException(
          "tensor %s has the offsets %s, must be two".formatted(name, Arrays.toString(offsets)));
    }
    return new Entry(name, type(name, json), numbers(name, json, "shape"), offsets[0], offsets[1]);
  }

  private static ElementType type(String name, JsonObject json) {
    JsonElement given = json.get("dtype");
    for (ElementType type : ElementType.values()) {
      if (given != null && given.isJsonPrimitive() && type.name().equals(given.getAsString())) {
        return type;
      }
    }
    throw new WeightsException(
        "tensor %s has the type %s, must be one of %s"
            .formatted(name, given, Arrays.toString(ElementType.values())));
  }

  private static long[] numbers(String name, JsonObject json, String key) {
    try {
      return json.getAsJsonArray(key).asList().stream()
          .mapToLong(number -> number.getAsBigDecimal().longValueExact())
          .toArray();
    } catch (RuntimeException failure) {
      throw new WeightsException(
          "tensor %s has the %s %s, must be whole numbers".formatted(name, key, json.get(key)),
          failure);
    }
  }

  /**
   * The tensors over {@code elements}.
   *
   * @throws WeightsException if they overlap, leave gaps or exceed the elements
   */
  Safetensors tensors(ByteBuffer elements) {
    List<HostTensor> tensors = new ArrayList<>();
    long covered = 0;
    for (Entry entry : entries) {
      if (entry.begin() != covered || entry.end() < covered || entry.end() > elements.capacity()) {
        throw new WeightsException(
            "tensor %s lies at bytes %d to %d, must begin at %d and end by %d: the file is"
                    .formatted(
                        entry.name(), entry.begin(), entry.end(), covered, elements.capacity())
                + " truncated or damaged, copy it again");
      }
      ByteBuffer data = elements.slice((int) entry.begin(), (int) (entry.end() - entry.begin()));
      tensors.add(new HostTensor(entry.name(), entry.type(), entry.shape(), data));
      covered = entry.end();
    }
    if (covered != elements.capacity()) {
      throw new WeightsException(
          "its tensors cover %d of %d bytes: the file is damaged, copy it again"
              .formatted(covered, elements.capacity()));
    }
    return new Safetensors(tensors, metadata);
  }

  /** The header of {@code content}, padded with spaces so that the elements are aligned. */
  static byte[] json(Safetensors content) {
    JsonObject json = new JsonObject();
    JsonObject metadata = new JsonObject();
    content.metadata().forEach(metadata::addProperty);
    json.add(METADATA, metadata);
    long begin = 0;
    for (HostTensor tensor : content.tensors()) {
      long end = begin + tensor.bytes().remaining();
      JsonObject entry = new JsonObject();
      entry.addProperty("dtype", tensor.type().name());
      entry.add("shape", array(tensor.shape()));
      entry.add("data_offsets", array(begin, end));
      json.add(tensor.name(), entry);
      begin = end;
    }
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    byte[] header = Arrays.copyOf(text, padded);
    Arrays.fill(header, text.length, padded, (byte) ' ');
    return header;
  }

  private static JsonArray array(long... numbers) {
    JsonArray array = new JsonArray();
    for (long number : numbers) {
      array.add(number);
    }
    return array;
  }
}
