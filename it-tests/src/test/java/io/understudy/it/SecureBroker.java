package io.understudy.it;

import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.local.TemporaryDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker that takes TLS connections of known users only and asks the ACLs of everybody but {@code
 * admin}. Users' passwords lie in files, as they would on Kubernetes.
 */
final class SecureBroker implements AutoCloseable {
  static final List<String> USERS =
      List.of("admin", "job", "studio", "trainer", "subscriber", "watcher");

  private static final String STORE_PASSWORD = "opens-every-store";

  private final TemporaryDirectory folder = TemporaryDirectory.create("secure");
  private final LocalBroker broker;

  SecureBroker() throws Exception {
    makeKey();
    makeTrust();
    for (String user : USERS) {
      Files.writeString(folder.path().resolve("jaas-" + user), jaas(user));
    }
    BrokerPorts ports = BrokerPorts.free();
    this.broker = LocalBroker.start(folder.path().resolve("data"), ports, settings(ports));
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** What a client of that user is configured with; the password stays in its file. */
  Map<String, String> client(String user) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", "${directory:" + folder.path() + ":jaas-" + user + "}",
        "config.providers", "directory",
        "config.providers.directory.class",
            "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
        "ssl.truststore.type", "PKCS12",
        "ssl.truststore.location", path("trust.p12"),
        "ssl.truststore.password", STORE_PASSWORD);
  }

  /** The same with a password in the configuration itself. */
  Map<String, String> client(String user, String password) {
    Map<String, String> client = new HashMap<>(client(user));
    client.keySet().removeIf(key -> key.startsWith("config.providers"));
    client.put("sasl.jaas.config", jaas(user, password));
    return client;
  }

  static String password(String user) {
    return user + "-password";
  }

  /** Everything that nobody may learn. */
  static List<String> secrets() {
    return Stream.concat(Stream.of(STORE_PASSWORD), USERS.stream().map(SecureBroker::password))
        .toList();
  }

  @Override
  public void close() {
    broker.close();
    folder.close();
  }

  private Map<String, String> settings(BrokerPorts ports) {
    StringBuilder users = new StringBuilder(jaas("admin").replace(";", ""));
    USERS.forEach(user -> users.append(" user_%s=\"%s\"".formatted(user, password(user))));
    return Map.ofEntries(
        Map.entry(
            "listeners",
            "SASL_SSL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(ports.clientPort(), ports.controllerPort())),
        Map.entry("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT"),
        Map.entry("inter.broker.listener.name", "SASL_SSL"),
        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
        Map.entry("sasl.enabled.mechanisms", "PLAIN"),
        Map.entry("listener.name.sasl_ssl.plain.sasl.jaas.config", users + ";"),
        Map.entry("ssl.keystore.type", "PKCS12"),
        Map.entry("ssl.keystore.location", path("key.p12")),
        Map.entry("ssl.keystore.password", STORE_PASSWORD),
        Map.entry("ssl.truststore.type", "PKCS12"),
        Map.entry("ssl.truststore.location", path("trust.p12")),
        Map.entry("ssl.truststore.password", STORE_PASSWORD),
        Map.entry(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        // The controller's own listener is loopback and plain: its requests come from nobody.
        Map.entry("super.users", "User:admin;User:ANONYMOUS"));
  }

  private static String jaas(String user) {
    return jaas(user, password(user));
  }

  private static String jaas(String user, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  private void makeKey() throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                path("key.p12"),
                "-storepass",
                STORE_PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no key: " + output);
    }
  }

  private void makeTrust() throws IOException, GeneralSecurityException {
    KeyStore key = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(path("key.p12")))) {
      key.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("broker", key.getCertificate("broker"));
    try (OutputStream out = Files.newOutputStream(Path.of(path("trust.p12")))) {
      trust.store(out, STORE_PASSWORD.toCharArray());
    }
  }

  private String path(String name) {
    return folder.path().resolve(name).toString();
  }
}
