package io.understudy.model.preset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A group of options as the official repositories name them. */
record OfficialOptions(JsonObject json) {
  OfficialOptions group(String name) {
    return new OfficialOptions(required(name).getAsJsonObject());
  }

  boolean hasGroup(String name) {
    return json.has(name) && json.get(name).isJsonObject();
  }

  String text(String name) {
    return required(name).getAsString();
  }

  int integer(String name) {
    return required(name).getAsInt();
  }

  double number(String name) {
    return required(name).getAsDouble();
  }

  boolean flag(String name, boolean otherwise) {
    return json.has(name) ? json.get(name).getAsBoolean() : otherwise;
  }

  List<String> texts(String name) {
    return required(name).getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  /** Four whole numbers, one of each scale. */
  List<Integer> integersOfScales(String name) {
    List<Integer> values =
        required(name).getAsJsonArray().asList().stream().map(JsonElement::getAsInt).toList();
    if (values.size() != 4) {
      throw new IllegalArgumentException(
          "option %s must have 4 values, got %s".formatted(name, values));
    }
    return values;
  }

  /** Refuses any other value than {@code only}; the option may be absent. */
  void supportOnly(String name, String only) {
    JsonElement given = json.get(name);
    if (given != null && !given.getAsString().equals(only)) {
      throw new IllegalArgumentException(
          "option %s must be %s, got %s".formatted(name, only, given));
    }
  }

  void refuseOthersThan(Set<String> known) {
    List<String> unknown = new ArrayList<>(json.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown options %s".formatted(unknown));
    }
  }

  private JsonElement required(String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "option '%s' is missing beside %s".formatted(name, json.keySet()));
    }
    return value;
  }
}
