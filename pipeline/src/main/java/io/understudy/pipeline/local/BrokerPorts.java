package io.understudy.pipeline.local;

import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two loopback ports of a {@link LocalBroker}.
 *
 * @param clientPort port that clients connect to, 1..65535
 * @param controllerPort port of the KRaft controller, 1..65535
 */
public record BrokerPorts(int clientPort, int controllerPort) {
  /** Two ports that were free at the time of the call; both are held while they are picked. */
  public static BrokerPorts free() {
    try (ServerSocket client = listen(0);
        ServerSocket controller = listen(0)) {
      return new BrokerPorts(client.getLocalPort(), controller.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("no free loopback port; close some programs and retry", e);
    }
  }

  /**
   * The given client port (0 for any free one) and a free controller port.
   *
   * @throws BadInputException if another program listens on {@code clientPort}
   */
  public static BrokerPorts withClientPort(int clientPort) {
    try (ServerSocket client = listen(clientPort);
        ServerSocket controller = listen(0)) {
      return new BrokerPorts(client.getLocalPort(), controller.getLocalPort());
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(
          "port %d on 127.0.0.1 cannot be bound: it must be free and within 0..65535; stop the program that uses it or give another port"
              .formatted(clientPort),
          e);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
