package io.understudy.pipeline.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts that the user gave for the options: a YAML file, then {@code key=value} assignments,
 * the later one wins. Every key is checked against {@link Options#ALL} as it comes in.
 */
final class OptionValues {
  private final Map<String, String> texts = new TreeMap<>();

  /**
   * Reads {@code file} (null for none), then {@code assignments}.
   *
   * @throws BadInputException if the file cannot be read, or a key is unknown
   */
  static OptionValues read(Path file, List<String> assignments) {
    OptionValues values = new OptionValues();
    if (file != null) {
      values.add("", parse(file));
    }
    assignments.forEach(values::assign);
    return values;
  }

  /** The value of {@code option}, its default where the user gave none. */
  <T> T get(Option<T> option) {
    return option.type().read(option.key(), texts.getOrDefault(option.key(), option.defaultText()));
  }

  /** All values below the free-form {@code prefix}, their keys without it. */
  Map<String, String> below(String prefix) {
    Map<String, String> below = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), text);
          }
        });
    return Map.copyOf(below);
  }

  /** As {@link #below(String)}, each value of the type that {@code like} has. */
  <T> Map<String, T> below(String prefix, Option<T> like) {
    Map<String, T> read = new TreeMap<>();
    below(prefix).forEach((key, text) -> read.put(key, like.type().read(prefix + key, text)));
    return Map.copyOf(read);
  }

  private static JsonNode parse(Path file) {
    try {
      return new YAMLMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      // Without its cause, which quotes the file: a password may stand there.
      throw new BadInputException(
          "configuration file %s is not YAML: %s (line %d); correct it"
              .formatted(file, e.getOriginalMessage().lines().findFirst().orElse(""), lineOf(e)));
    } catch (IOException e) {
      throw new BadInputException(
          "configuration file %s cannot be read; give the path of a readable YAML file"
              .formatted(file),
          e);
    }
  }

  private static int lineOf(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  private void add(String path, JsonNode node) {
    if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.properties().forEach(field -> add(prefix + field.getKey(), field.getValue()));
    } else if (node.isValueNode() && !path.isEmpty()) {
      put(path, node.isNull() ? "" : node.asText());
    } else if (!node.isMissingNode() && !node.isNull()) {
      throw new BadInputException(
          "%s must be a single value or a section, got a list; correct the configuration file"
              .formatted(path.isEmpty() ? "the configuration" : path));
    }
  }

  private void assign(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new BadInputException(
          "--set takes KEY=VALUE, got '%s'; write for example --set model.precision=exact"
              .formatted(withoutSecrets(assignment)));
    }
    put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
  }

  /** What was meant to be a key; a password may stand behind it. */
  private static String withoutSecrets(String assignment) {
    return assignment.replaceFirst("(?s)[^A-Za-z0-9._-].*", "...");
  }

  private void put(String key, String text) {
    if (!Options.isKey(key)) {
      throw new BadInputException(
          "unknown key '%s' in the configuration; did you mean '%s'?"
              .formatted(key, Options.nearest(key)));
    }
    texts.put(key, text);
  }
}
