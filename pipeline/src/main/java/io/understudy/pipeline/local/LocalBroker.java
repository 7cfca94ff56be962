package io.understudy.pipeline.local;

import io.understudy.connectors.contract.KafkaRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker (KRaft, broker and controller in one) inside this JVM, on loopback only.
 *
 * <p>The owner closes it; {@code close()} is idempotent. A broker on a directory of the caller
 * keeps its topics across restarts, also after {@code kill -9}; one on a temporary directory
 * forgets them.
 */
public final class LocalBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final BrokerPorts ports;
  private final Path directory;
  private final TemporaryDirectory temporary;
  private boolean closed;

  private LocalBroker(
      Path directory, BrokerPorts ports, TemporaryDirectory temporary, Map<String, String> given) {
    format(directory);
    this.ports = ports;
    this.directory = directory;
    this.temporary = temporary;
    Map<String, Object> properties = new HashMap<>(properties(directory, ports));
    properties.putAll(given);
    this.server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts a broker on a temporary directory and free ports. */
  public static LocalBroker start() {
    return start(BrokerPorts.free());
  }

  /** Starts a broker on a temporary directory. */
  public static LocalBroker start(BrokerPorts ports) {
    TemporaryDirectory temporary = TemporaryDirectory.create("broker");
    return new LocalBroker(temporary.path(), ports, temporary, Map.of());
  }

  /** Starts a broker that keeps its data in {@code directory}; formats it if it is empty. */
  public static LocalBroker start(Path directory, BrokerPorts ports) {
    return start(directory, ports, Map.of());
  }

  /** As {@link #start(Path, BrokerPorts)} with settings of the broker on top of its own. */
  public static LocalBroker start(Path directory, BrokerPorts ports, Map<String, String> settings) {
    return new LocalBroker(directory, ports, null, settings);
  }

  /** Where clients connect, for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + ports.clientPort();
  }

  /** Where the broker keeps its data. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
    if (temporary != null) {
      temporary.close();
    }
  }

  private static Map<String, Object> properties(Path directory, BrokerPorts ports) {
    String controller = "127.0.0.1:" + ports.controllerPort();
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@" + controller),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://%s".formatted(ports.clientPort(), controller)),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("log.dirs", directory.toString()),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.max.timeout.ms", Integer.toString(Integer.MAX_VALUE)),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("message.max.bytes", Integer.toString(KafkaRecord.MAX_BYTES)),
        Map.entry("replica.fetch.max.bytes", Integer.toString(KafkaRecord.MAX_BYTES)),
        // A killed broker's registration blocks its successor for this long; the default is 9 s.
        Map.entry("broker.session.timeout.ms", "1500"),
        Map.entry("broker.heartbeat.interval.ms", "300"),
        // Nobody follows this controller: its signs of life twice a second would be for nobody.
        Map.entry("metadata.max.idle.interval.ms", "5000"));
  }

  private static void format(Path directory) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(directory);
      new Formatter()
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(directory.toString()))
          .setMetadataLogDirectory(directory.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName("CONTROLLER")
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setIgnoreFormatted(true)
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("broker directory " + directory + " cannot be written", e);
    } catch (Exception e) {
      throw new IllegalStateException("broker directory " + directory + " cannot be formatted", e);
    }
  }

  /**
   * Runs a broker until the process is ended, for child JVMs: prints {@code ready} once it serves.
   *
   * @param args directory, client port, controller port
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "needs DIRECTORY CLIENT_PORT CONTROLLER_PORT, got " + args.length + " arguments");
    }
    BrokerPorts ports = new BrokerPorts(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    try (LocalBroker broker = start(Path.of(args[0]), ports)) {
      System.out.println("ready " + broker.bootstrapServers());
      new CountDownLatch(1).await();
    }
  }
}
