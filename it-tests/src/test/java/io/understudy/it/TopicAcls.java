package io.understudy.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The ACLs of {@code deploy/kafka/acls.yaml} for one deployment.
 *
 * @param topicPrefix the deployment's {@code kafka.topic-prefix}
 * @param group its {@code kafka.group}
 */
record TopicAcls(String topicPrefix, String group) {
  private static final Path FILE =
      Path.of(System.getProperty("understudy.root"), "deploy", "kafka", "acls.yaml");

  List<AclBinding> bindings() throws IOException {
    List<AclBinding> bindings = new ArrayList<>();
    for (JsonNode entry : new YAMLMapper().readTree(FILE.toFile())) {
      for (JsonNode rule : entry.get("allow")) {
        bindings.add(
            new AclBinding(
                resource(rule),
                new AccessControlEntry(
                    entry.get("principal").asText(),
                    "*",
                    AclOperation.fromString(rule.get("operation").asText()),
                    AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  private ResourcePattern resource(JsonNode rule) {
    if (rule.has("topic")) {
      String topic = topicPrefix + rule.get("topic").asText();
      return new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    }
    boolean consumers = rule.has("groupPrefix");
    String prefix = rule.get(consumers ? "groupPrefix" : "transactionalIdPrefix").asText();
    return new ResourcePattern(
        consumers ? ResourceType.GROUP : ResourceType.TRANSACTIONAL_ID,
        prefix.equals("GROUP") ? group : prefix,
        PatternType.PREFIXED);
  }
}
