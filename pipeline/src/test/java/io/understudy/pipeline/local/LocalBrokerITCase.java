package io.understudy.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.pipeline.BadInputException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerITCase {
  @TempDir Path directory;

  @Test
  void keepsItsTopicsAcrossARestartOnTheSameDirectory() throws Exception {
    BrokerPorts ports = BrokerPorts.free();
    try (LocalBroker broker = LocalBroker.start(directory, ports);
        Admin admin = admin(broker)) {
      admin.createTopics(List.of(new NewTopic("portraits", 1, (short) 1))).all().get();
    }
    try (LocalBroker broker = LocalBroker.start(directory, ports);
        Admin admin = admin(broker)) {
      assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("portraits"));
    }
  }

  @Test
  void deletesItsTemporaryDirectory() {
    LocalBroker broker = LocalBroker.start();
    Path data = broker.directory();
    assertThat(data).isNotEmptyDirectory();

    broker.close();
    broker.close();

    assertThat(Files.exists(data)).isFalse();
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> BrokerPorts.withClientPort(taken.getLocalPort()))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  private static Admin admin(LocalBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
