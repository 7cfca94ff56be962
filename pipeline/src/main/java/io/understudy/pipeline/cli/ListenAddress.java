package io.understudy.pipeline.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where a command is to serve, as a user writes it. */
final class ListenAddress {
  private static final int MAX_PORT = 65_535;

  private ListenAddress() {}

  /**
   * Host and port of a URL, empty where it does not name them as it must.
   *
   * @param defaultPort the port where there is none, -1 where there must be one
   */
  static Optional<InetSocketAddress> of(String url, int defaultPort) {
    try {
      URI uri = new URI(url);
      int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
      return uri.getHost() == null || port < 0 || port > MAX_PORT
          ? Optional.empty()
          : Optional.of(new InetSocketAddress(uri.getHost(), port));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
