package io.understudy.connectors.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.understudy.connectors.provenance.DigitalSourceType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the newest picture over HTTP as MJPEG (multipart/x-mixed-replace), which browsers show by
 * themselves. A viewer that is slow skips pictures; nobody waits for it. Thread-safe.
 */
public final class MjpegServer implements AutoCloseable {
  private static final int MAX_VIEWERS = 32;

  private final HttpServer server;
  private final ExecutorService viewers;
  private final PictureBroadcast pictures = new PictureBroadcast(MAX_VIEWERS);

  private MjpegServer(HttpServer server, ExecutorService viewers) {
    this.server = server;
    this.viewers = viewers;
  }

  /**
   * Starts serving; the owner closes it.
   *
   * @param address host and port; port 0 takes any that is free
   * @throws IOException with one sentence if the address is not this machine's or the port cannot
   *     be had
   */
  public static MjpegServer open(InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw new IOException(
          "address %s is not one of this machine: give another one"
              .formatted(address.getHostString()));
    }
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException refused) {
      throw new IOException(
          "address %s:%d cannot be served: the port must be free on this machine, give another one"
              .formatted(address.getHostString(), address.getPort()),
          refused);
    }
    ExecutorService viewers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "mjpeg-viewer");
              thread.setDaemon(true);
              return thread;
            });
    MjpegServer mjpeg = new MjpegServer(server, viewers);
    server.setExecutor(viewers);
    server.createContext("/", mjpeg::serve);
    server.start();
    return mjpeg;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Shows the next picture. The array is handed over. */
  public void show(byte[] jpeg) {
    pictures.show(jpeg);
  }

  /** How many are connected. */
  public int viewers() {
    return pictures.viewers();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("X-Digital-Source-Type", DigitalSourceType.COMPOSITE.uri());
      pictures.serve(exchange);
    }
  }

  @Override
  public void close() {
    pictures.close();
    server.stop(0);
    viewers.shutdownNow();
  }
}
