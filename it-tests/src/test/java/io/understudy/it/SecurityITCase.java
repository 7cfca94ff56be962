package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.pipeline.cli.UnderstudyCommand;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** The live job on a broker with TLS, passwords and the ACLs of the manifests. */
@Tag("slow")
class SecurityITCase {
  private static final int FRAMES = 6;

  @TempDir private static Path folder;
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
      String prefix = rig.configuration().kafka().topicPrefix();
      aStudioPublishes(prefix);
      everybodyElseDoesTheirPart(prefix);
      whoMaySeeNothingIsToldSo(prefix);
      seesNoSettings(jobConfiguration(rig).kafka(), rig.configuration().kafka());
    }
  }

  /** Whom the broker shows topics without their settings is told of none. */
  private static void seesNoSettings(
      UnderstudyConfiguration.Kafka job, UnderstudyConfiguration.Kafka admin) {
    try (TopicAdministration asJob = new TopicAdministration(job);
        TopicAdministration asAdmin = new TopicAdministration(admin)) {
      assertThat(asJob.describe()).containsKey(Topic.SOURCES);
      assertThat(asJob.otherSettings()).isEmpty();
      assertThat(asAdmin.otherSettings()).containsKey(Topic.SOURCES);
    }
  }

  /** Each command under the user that the manifests have for it. */
  private static void everybodyElseDoesTheirPart(String prefix) {
    assertThat(run("trainer", prefix, "announce", "--withdraw", "fomm-compact"))
        .startsWith("0 Weights announced for preset fomm-compact are withdrawn");
    String playlist = folder.resolve("feed.m3u8").toString();
    assertThat(run("subscriber", prefix, "egress", "feed", "--out", playlist, "--seconds", "1"))
        .startsWith("0 Stream feed goes to");
    assertThat(run("watcher", prefix, "watch", "feed", "--seconds", "1")).startsWith("0 ");
  }

  private static void whoMaySeeNothingIsToldSo(String prefix) {
    assertThat(run("studio", prefix, "announce", "--withdraw", "fomm-compact"))
        .startsWith("2 understudy: broker")
        .contains("lacks the topics " + prefix + "models, or shows them to another user only");
  }

  /** Its exit code and what it said. */
  private static String run(String user, String prefix, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    for (String assignment : as(user)) {
      arguments.addAll(List.of("--set", assignment));
    }
    arguments.addAll(List.of("--set", "kafka.topic-prefix=" + prefix));
    StringWriter told = new StringWriter();
    PrintWriter printer = new PrintWriter(told, true);
    int exit = UnderstudyCommand.execute(printer, printer, arguments.toArray(String[]::new));
    return exit + " " + told;
  }

  /** It sees that its portrait is encoded, but nothing of others. */
  private static void aStudioPublishes(String prefix) throws Exception {
    Path portrait = Files.write(folder.resolve("portrait.png"), picture());
    assertThat(
            run(
                "studio",
                prefix,
                "publish",
                "--stream",
                "studio",
                "--source",
                portrait.toString(),
                "--subject",
                "nobody",
                "--consent",
                "a drawn picture",
                "--driving",
                clip().toString()))
        .startsWith("0 ")
        .contains(FRAMES + " driving frames of studio published")
        .doesNotContain("No job has encoded");
  }

  private static byte[] picture() {
    try (TestPictures pictures = new TestPictures()) {
      return pictures.portrait(1).toByteArray();
    }
  }

  private static Path clip() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    try (TestPictures pictures = new TestPictures();
        VideoWriter writer = VideoWriter.open(clip, TestPictures.SIDE, TestPictures.SIDE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(pictures.decode(pictures.driving(1, i)), i * 40_000L);
      }
      writer.finish();
    }
    return clip;
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
