package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.understudy.pipeline.topic.Topic;
import io.understudy.v1.Understudy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI document says what the Protobuf records and the topics are. */
class AsyncApiTest {
  private static final Path FILE = RepositoryFiles.DEPLOY.resolve("asyncapi/understudy.yaml");
  private static final JsonNode DOCUMENT =
      RepositoryFiles.documents(RepositoryFiles.text(FILE)).get(0);

  @Test
  void describesEachTopicAndNoOther() {
    assertThat(DOCUMENT.get("channels"))
        .extracting(channel -> channel.get("address").asText())
        .containsExactlyInAnyOrderElementsOf(Topic.names());
    assertThat(DOCUMENT.get("operations")).hasSize(Topic.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void aTopicCarriesTheMessageThatIsNamedAfterIt(Topic topic) {
    JsonNode channel =
        StreamSupport.stream(DOCUMENT.get("channels").spliterator(), false)
            .filter(node -> node.get("address").asText().equals(topic.baseName()))
            .findFirst()
            .orElseThrow();
    JsonNode message = resolve(channel.get("messages").elements().next());

    Descriptor descriptor = resolveDescriptor(message.get("name").asText());

    assertThat(message.at("/payload/$ref").asText()).endsWith("/" + descriptor.getName());
    assertThat(message.at("/bindings/kafka/key/description").asText()).isNotEmpty();
  }

  @Test
  void hasASchemaForEachMessageAndEnumeration() {
    Stream<String> messages =
        Understudy.getDescriptor().getMessageTypes().stream().map(Descriptor::getName);
    Stream<String> enumerations =
        Understudy.getDescriptor().getEnumTypes().stream().map(EnumDescriptor::getName);

    assertThat(DOCUMENT.at("/components/schemas").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(Stream.concat(messages, enumerations).toList());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyFieldHasItsNumberAndType(Descriptor message) {
    JsonNode properties = schema(message.getName()).get("properties");

    assertThat(properties.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            message.getFields().stream().map(FieldDescriptor::getName).toList());
    for (FieldDescriptor field : message.getFields()) {
      JsonNode property = properties.get(field.getName());
      assertThat(property.get("x-field-number").asInt()).isEqualTo(field.getNumber());
      assertThat(typeOf(property)).as(field.getFullName()).isEqualTo(typeOf(field));
    }
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void everyEnumerationHasItsConstants(EnumDescriptor enumeration) {
    assertThat(schema(enumeration.getName()).get("enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            enumeration.getValues().stream().map(value -> value.getName()).toList());
  }

  static List<Descriptor> messages() {
    return Understudy.getDescriptor().getMessageTypes();
  }

  static List<EnumDescriptor> enumerations() {
    return Understudy.getDescriptor().getEnumTypes();
  }

  private static JsonNode schema(String name) {
    return DOCUMENT.at("/components/schemas/" + name);
  }

  private static JsonNode resolve(JsonNode reference) {
    return DOCUMENT.at(reference.get("$ref").asText().substring(1));
  }

  private static Descriptor resolveDescriptor(String fullName) {
    return messages().stream()
        .filter(message -> message.getFullName().equals(fullName))
        .findFirst()
        .orElseThrow();
  }

  private static String typeOf(JsonNode property) {
    if (property.path("type").asText().equals("array")) {
      return "array of " + property.at("/items/$ref").asText().replaceAll(".*/", "");
    }
    return property.has("allOf")
        ? property.at("/allOf/0/$ref").asText().replaceAll(".*/", "")
        : property.get("type").asText() + property.path("format").asText();
  }

  private static String typeOf(FieldDescriptor field) {
    if (field.isRepeated()) {
      return "array of " + field.getMessageType().getName();
    }
    return switch (field.getType()) {
      case MESSAGE -> field.getMessageType().getName();
      case ENUM -> field.getEnumType().getName();
      case BYTES -> "stringbinary";
      case STRING -> "string";
      case BOOL -> "boolean";
      case DOUBLE -> "numberdouble";
      default -> "integer" + field.getType().name().toLowerCase(Locale.ROOT);
    };
  }
}
