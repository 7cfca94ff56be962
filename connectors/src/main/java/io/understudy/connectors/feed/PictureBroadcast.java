package io.understudy.connectors.feed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The newest picture of a feed for any number of HTTP clients, up to a bound, as MJPEG
 * (multipart/x-mixed-replace), which browsers show by themselves. A viewer that is slow skips
 * pictures; nobody waits for it. Thread-safe.
 */
public final class PictureBroadcast implements AutoCloseable {
  /**
   * A resting picture is sent again after this time, or one more header of the picture that is
   * awaited: this tells whether the viewer is still there.
   */
  private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final String BOUNDARY = "frame";
  private static final int PNG_START = 0x89;

  private final int maxViewers;
  private final long repeatNanos;
  private byte[] newest;
  private long number;
  private int watching;
  private boolean closed;

  /** A broadcast without a picture yet. */
  public PictureBroadcast(int maxViewers) {
    this(maxViewers, REPEAT_NANOS);
  }

  PictureBroadcast(int maxViewers, long repeatNanos) {
    this.maxViewers = maxViewers;
    this.repeatNanos = repeatNanos;
  }

  /** Shows the next picture, JPEG or PNG. The array is handed over. */
  public synchronized void show(byte[] picture) {
    newest = picture;
    number++;
    notifyAll();
  }

  /** How many are connected. */
  public synchronized int viewers() {
    return watching;
  }

  /**
   * Answers a request with the pictures from now on, until the client leaves or this is closed; 503
   * where the bound is reached. Headers that the caller has set go with the answer.
   *
   * @param exchange stays the caller's to close
   */
  public void serve(HttpExchange exchange) throws IOException {
    if (!enter()) {
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    try {
      stream(exchange);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      leave();
    }
  }

  private synchronized boolean enter() {
    if (closed || watching == maxViewers) {
      return false;
    }
    watching++;
    return true;
  }

  private synchronized void leave() {
    watching--;
  }

  private void stream(HttpExchange exchange) throws IOException, InterruptedException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", "multipart/x-mixed-replace; boundary=" + BOUNDARY);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    // The boundary follows a picture at once: browsers show a part when they see its end.
    body.write(ascii("--%s\r\n".formatted(BOUNDARY)));
    for (Shown next = after(0); next != null; next = after(next.number())) {
      if (next.picture() == null) {
        body.write(ascii("X-Awaited: picture\r\n"));
        body.flush();
        continue;
      }
      String type = (next.picture()[0] & 0xff) == PNG_START ? "image/png" : "image/jpeg";
      body.write(
          ascii(
              "Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
                  .formatted(type, next.picture().length)));
      body.write(next.picture());
      body.write(ascii("\r\n--%s\r\n".formatted(BOUNDARY)));
      body.flush();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A picture, null before the first. */
  private record Shown(byte[] picture, long number) {}

  private synchronized Shown after(long seen) throws InterruptedException {
    long start = System.nanoTime();
    long left = repeatNanos;
    while (!closed && number == seen && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = repeatNanos - (System.nanoTime() - start);
    }
    return closed ? null : new Shown(newest, number);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
