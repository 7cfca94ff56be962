package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The live job on a broker with TLS, passwords and the ACLs of the manifests. */
@Tag("slow")
class SecurityITCase {
  private static final int FRAMES = 6;

  private static SecureBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new SecureBroker();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void theJobNeedsNoMoreThanItsAcls() throws Exception {
    try (Rig rig = new Rig(as("admin"))) {
      grant(rig.configuration().kafka());
      rig.runJobAs(jobConfiguration(rig)).start();
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait");
      rig.publishFrames("feed", 1, 0, FRAMES);

      assertThat(rig.awaitFrames(FRAMES)).extracting(ReenactedFrame::sequence).contains(0L, 5L);
      assertThat(jobConfiguration(rig).toString()).doesNotContain(SecureBroker.password("job"));
      refusesOthers(rig.configuration().kafka().topicPrefix());
    }
  }

  private static void refusesOthers(String prefix) {
    assertThatThrownBy(() -> write("subscriber", prefix + "sources"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> write("studio", prefix + "reenacted-frames"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    Map<String, String> wrongPassword = new HashMap<>(broker.client("job"));
    wrongPassword.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"job\" password=\"guess\";");
    assertThatThrownBy(() -> write(wrongPassword, prefix + "reenacted-frames"))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
  }

  private static void grant(UnderstudyConfiguration.Kafka kafka) throws Exception {
    Map<String, Object> properties = new HashMap<>(broker.client("admin"));
    properties.put("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      admin.createAcls(new TopicAcls(kafka.topicPrefix(), kafka.group()).bindings()).all().get();
    }
  }

  /** The rig's configuration under the job's own user, with delivery that needs transactions. */
  private static UnderstudyConfiguration jobConfiguration(Rig rig) {
    UnderstudyConfiguration all = rig.configuration();
    UnderstudyConfiguration.Kafka kafka = all.kafka();
    return new UnderstudyConfiguration(
        new UnderstudyConfiguration.Kafka(
            kafka.bootstrap(),
            kafka.topicPrefix(),
            kafka.delivery(),
            kafka.group(),
            kafka.drivingStart(),
            broker.client("job")),
        all.model(),
        all.live(),
        all.checkpoint(),
        all.runtime());
  }

  private static String[] as(String user) {
    List<String> assignments = new ArrayList<>();
    assignments.add("kafka.bootstrap=" + broker.bootstrapServers());
    assignments.add("kafka.delivery=exactly-once");
    broker
        .client(user)
        .forEach((key, value) -> assignments.add("kafka.client." + key + "=" + value));
    return assignments.toArray(String[]::new);
  }

  private static void write(String user, String topic) throws Exception {
    write(broker.client(user), topic);
  }

  private static void write(Map<String, String> client, String topic) throws Exception {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("bootstrap.servers", broker.bootstrapServers());
    byte[] bytes = "forged".getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, bytes, bytes)).get();
    }
  }
}
