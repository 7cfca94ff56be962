package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.pipeline.cli.UnderstudyCommand;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commands print and log of the secrets that they are given, while all loggers talk as much as
 * they can and every stack trace is shown: nothing. Each command is a process.
 */
@Tag("slow")
class CommandSecretsITCase {
  private static final String WRONG_PASSWORD = "a-guess-that-fails";
  private static final String STREAM_KEY = "live-4711-stream-key";
  private static final String FEED_PASSWORD = "opens-the-camera";
  private static final String PASSPHRASE = "srt-passphrase-0815";
  private static final String TOKEN = "token-of-this-page-only";

  @TempDir private static Path folder;
  private static SecureBroker broker;

  @BeforeAll
  static void startBrokerWithTopics() throws Exception {
    broker = new SecureBroker();
    List<String> assignments = new ArrayList<>();
    kafka(SecureBroker.password("admin"))
        .filter(argument -> !argument.equals("--set"))
        .forEach(assignments::add);
    UnderstudyConfiguration configuration = UnderstudyConfiguration.read(null, assignments);
    try (TopicAdministration topics = new TopicAdministration(configuration.kafka())) {
      topics.createMissing(1);
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aFeedsAddressIsToldWithoutKeyAndPassword() throws Exception {
    String key = run("publish", "--stream", "a", "--driving", rtmp(), "--seconds", "1");
    String password =
        run(
            "publish",
            "--stream",
            "a",
            "--driving",
            "rtsp://studio:%s@127.0.0.1:1/camera?key=%s".formatted(FEED_PASSWORD, STREAM_KEY),
            "--seconds",
            "1");

    assertThat(key).contains("rtmp://127.0.0.1:1/live/");
    assertThat(password).contains("rtsp://127.0.0.1:1/camera");
  }

  @Test
  void anOutletsAddressIsToldWithoutPassphrase() throws Exception {
    String told =
        run(
            "egress",
            "a",
            "--out",
            "srt://127.0.0.1:1?passphrase=" + PASSPHRASE,
            "--sound",
            rtmp(),
            "--seconds",
            "1");

    assertThat(told).contains("srt://127.0.0.1:1");
  }

  @Test
  void aRefusedAddressIsToldWithoutItsKey() throws Exception {
    assertThat(run("egress", "a", "--out", "http://127.0.0.1:0", "--sound", rtmp()))
        .contains("--sound");
    assertThat(run("egress", "a", "--out", "a.mp4", "--sound", rtmp())).contains("--sound");
    assertThat(run("publish", "--stream", "a", "--driving", "rtmq://host/live/" + STREAM_KEY))
        .contains("rtmq");
  }

  @Test
  void aTokenThatTheOperatorChoseIsNotPrinted() throws Exception {
    assertThat(run("watch", "--listen", "127.0.0.1:0", "--seconds", "1"))
        .contains("Open http://127.0.0.1", "token=$UNDERSTUDY_WATCH_TOKEN")
        .contains("sasl.jaas.config = [hidden]");
  }

  @Test
  void aSigningKeyIsReadAndNotShown() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    Path broken = folder.resolve("private-half-only.pem");
    Files.writeString(
        broken, "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(secret));

    assertThat(run("watch", "a", "--out", "a.mp4", "--sign-key", broken.toString()))
        .contains("private-half-only.pem")
        .doesNotContain(secret.substring(secret.length() - 20));
  }

  @Test
  void aRefusedPasswordIsNotShown() throws Exception {
    assertThat(run(WRONG_PASSWORD, List.of("topics"))).contains("Authentication failed");
  }

  @Test
  void aConfigurationFileThatIsNotYamlIsNotQuoted() throws Exception {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(
        file, "kafka:\n  client:\n    ssl.key.password: \"" + FEED_PASSWORD + "\" : \"\n");

    assertThat(run("topics", "--config", file.toString())).contains("is not YAML");
  }

  private static String rtmp() {
    return "rtmp://studio:%s@127.0.0.1:1/live/%s".formatted(FEED_PASSWORD, STREAM_KEY);
  }

  private static Stream<String> kafka(String password) {
    return Stream.concat(
            Stream.of("kafka.bootstrap=" + broker.bootstrapServers()),
            broker.client("admin", password).entrySet().stream()
                .map(
                    property ->
                        "kafka.client.%s=%s".formatted(property.getKey(), property.getValue())))
        .flatMap(assignment -> Stream.of("--set", assignment));
  }

  /** What the command prints and logs; no secret is in it. */
  private static String run(String... command) throws Exception {
    return run(SecureBroker.password("admin"), List.of(command));
  }

  private static String run(String password, List<String> command)
      throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dunderstudy.log=debug",
                "-Dlog4j2.configurationFile="
                    + UnderstudyCommand.class.getResource("/log4j2.properties"),
                "-cp",
                System.getProperty("java.class.path"),
                UnderstudyCommand.class.getName()));
    all.addAll(command);
    all.add("--verbose");
    kafka(password).forEach(all::add);
    ProcessBuilder builder =
        new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(Map.of("JAVA_TOOL_OPTIONS", ShortLife.OPTIONS, "UNDERSTUDY_WATCH_TOKEN", TOKEN));
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    assertThat(told)
        .doesNotContain(SecureBroker.secrets())
        .doesNotContain(WRONG_PASSWORD, STREAM_KEY, FEED_PASSWORD, PASSPHRASE, TOKEN);
    return told;
  }
}
