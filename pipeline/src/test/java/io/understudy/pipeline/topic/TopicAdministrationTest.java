package io.understudy.pipeline.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicAdministrationTest {
  @Test
  void settingsThatABrokerDoesNotTellAreNotOthers() {
    Config told =
        new Config(
            List.of(
                new ConfigEntry("cleanup.policy", "delete"),
                new ConfigEntry("delete.retention.ms", null)));

    assertThat(Topic.SOURCES.settings()).hasSizeGreaterThan(2);
    assertThat(TopicAdministration.difference(Topic.SOURCES, told))
        .isEqualTo(Map.of("cleanup.policy", "delete"));
  }
}
