package io.understudy.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What the Flink Kubernetes operator takes, from its own resource definitions. Stricter than a
 * cluster, which drops unknown fields without a word: here they are errors.
 */
final class OperatorSchema {
  private static final String DEFINITION = "/META-INF/fabric8/%ss.flink.apache.org-v1.yml";

  /** Newer than the definition, which is the newest on Maven Central. */
  private static final String FLINK_VERSION = "v2_2";

  private final JsonSchema schema;

  private OperatorSchema(JsonNode definition) {
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(definition);
  }

  /** The schema of {@code FlinkDeployment} or {@code FlinkSessionJob}. */
  static OperatorSchema of(String kind) {
    String name = DEFINITION.formatted(kind.toLowerCase(Locale.ROOT));
    try (InputStream stream = OperatorSchema.class.getResourceAsStream(name)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      JsonNode versions = RepositoryFiles.documents(text).get(0).at("/spec/versions");
      ObjectNode definition = (ObjectNode) versions.get(0).at("/schema/openAPIV3Schema");
      ObjectNode properties = (ObjectNode) definition.get("properties");
      properties.putObject("apiVersion").put("const", "flink.apache.org/v1beta1");
      properties.putObject("kind").put("const", kind);
      properties.putObject("metadata").put("type", "object");
      if (definition.at("/properties/spec/properties/flinkVersion/enum")
          instanceof ArrayNode known) {
        known.add(FLINK_VERSION);
      }
      close(definition);
      return new OperatorSchema(definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a manifest; empty where nothing is. */
  List<String> complaints(JsonNode manifest) {
    return schema.validate(manifest).stream().map(ValidationMessage::getMessage).toList();
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(OperatorSchema::close);
  }
}
