package io.understudy.connectors.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.understudy.connectors.provenance.DigitalSourceType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the newest picture over HTTP as MJPEG (multipart/x-mixed-replace), which browsers show by
 * themselves. A viewer that is slow skips pictures; nobody waits for it. Thread-safe.
 */
public final class MjpegServer implements AutoCloseable {
  private static final int MAX_VIEWERS = 32;
  private static final String BOUNDARY = "frame";

  private final HttpServer server;
  private final ExecutorService viewers;
  private byte[] newest;
  private long number;
  private int watching;
  private boolean closed;

  private MjpegServer(HttpServer server, ExecutorService viewers) {
    this.server = server;
    this.viewers = viewers;
  }

  /**
   * Starts serving; the owner closes it.
   *
   * @param address host and port; port 0 takes any that is free
   * @throws IOException with one sentence if the port cannot be had
   */
  public static MjpegServer open(InetSocketAddress address) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException refused) {
      throw new IOException(
          "address %s:%d cannot be served: the port must be free, give another one"
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
  public synchronized void show(byte[] jpeg) {
    newest = jpeg;
    number++;
    notifyAll();
  }

  /** How many are connected. */
  public synchronized int viewers() {
    return watching;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!enter()) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      try {
        stream(exchange);
      } finally {
        leave();
      }
    }
  }

  private synchronized boolean enter() {
    if (watching == MAX_VIEWERS) {
      return false;
    }
    watching++;
    return true;
  }

  private synchronized void leave() {
    watching--;
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", "multipart/x-mixed-replace; boundary=" + BOUNDARY);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Digital-Source-Type", DigitalSourceType.COMPOSITE.uri());
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    long seen = 0;
    try {
      for (Shown next = after(seen); next != null; next = after(seen)) {
        seen = next.number();
        body.write(
            "--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                .formatted(BOUNDARY, next.jpeg().length)
                .getBytes(StandardCharsets.US_ASCII));
        body.write(next.jpeg());
        body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        body.flush();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private record Shown(byte[] jpeg, long number) {}

  private synchronized Shown after(long seen) throws InterruptedException {
    while (!closed && number == seen) {
      wait();
    }
    return closed ? null : new Shown(newest, number);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.stop(0);
    viewers.shutdownNow();
  }
}
