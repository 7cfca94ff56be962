package io.understudy.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.tools.AclCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages show of Kafka's console tools runs as it stands there, on a broker that asks ACLs. */
@Tag("slow")
class ConsoleToolsITCase {
  private static final Page SUBSCRIBERS = Page.of("docs/subscribers.md");
  private static final Pattern HEADER = Pattern.compile("`(understudy-[a-z-]+)`");
  private static final Pattern BROKER = Pattern.compile("\\bkafka:909\\d");
  private static final List<String> READ = List.of("reenacted-frames", "dead-letters");

  @TempDir private static Path folder;
  private static LocalBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker =
        LocalBroker.start(
            folder.resolve("broker"),
            BrokerPorts.free(),
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(READ.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
          .all()
          .get();
    }
    Files.createFile(folder.resolve("admin.properties"));
    tool("kafka-console-consumer.sh", ConsoleConsumer.class, "--max-messages 1 --timeout-ms 60000");
    tool("kafka-acls.sh", AclCommand.class, "");
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void keysAndHeadersOfFramesAndDeadLettersAreShown() throws Exception {
    List<String> headers =
        HEADER.matcher(SUBSCRIBERS.text()).results().map(found -> found.group(1)).toList();

    assertThat(headers).isNotEmpty();
    assertThat(runWhileRecordsCome(SUBSCRIBERS.blockWith("kafka-console-consumer.sh"), headers))
        .contains("key-of-reenacted-frames", "key-of-dead-letters")
        .contains(headers.stream().map(name -> name + ":value-of-" + name).toList())
        .doesNotContain("deprecated", "payload");
  }

  @Test
  void theJobMayReadItsTopics() throws Exception {
    String told = run(Page.of("docs/security.md").blockWith("kafka-acls.sh"));

    assertThat(List.of("sources", "sessions", "models", "driving-frames"))
        .allSatisfy(
            topic ->
                assertThat(told)
                    .containsPattern(
                        "name=%s, [^)]*\\)`: *\\s*\\(principal=User:job, host=\\*, operation=READ"
                            .formatted(topic)));
  }

  /** A tool as an installation of Kafka has it; {@code more} lets it come to an end. */
  private static void tool(String name, Class<?> main, String more) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path script = folder.resolve(name);
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' -cp '%s' %s \"$@\" %s\n"
            .formatted(java, System.getProperty("java.class.path"), main.getName(), more));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  /** The first consumer reads what is written from now on. */
  private static String runWhileRecordsCome(String lines, List<String> headers) throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.idempotence", false),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      timer.scheduleAtFixedRate(
          () -> READ.forEach(topic -> producer.send(record(topic, headers))),
          0,
          100,
          TimeUnit.MILLISECONDS);
      try {
        return run(lines);
      } finally {
        timer.shutdownNow();
        assertThat(timer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, List<String> headers) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, ("key-of-" + topic).getBytes(UTF_8), "payload".getBytes(UTF_8));
    headers.forEach(name -> record.headers().add(name, ("value-of-" + name).getBytes(UTF_8)));
    return record;
  }

  /** What the lines tell; they must end well. */
  private static String run(String lines) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash", "-ec", BROKER.matcher(lines).replaceAll(broker.bootstrapServers()))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    Process bash = builder.start();
    String told = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(told).isZero();
    return told;
  }
}
