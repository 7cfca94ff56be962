package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PictureBroadcastTest {
  private static final long REPEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int PATIENCE_MILLIS = 20_000;

  private final PictureBroadcast pictures = new PictureBroadcast(1, REPEAT_NANOS);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            pictures.serve(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    pictures.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private Socket ask() throws Exception {
    Socket viewer = new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort());
    viewer.setSoTimeout(PATIENCE_MILLIS);
    viewer.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return viewer;
  }

  private void awaitViewers(int wanted) {
    long start = System.nanoTime();
    while (pictures.viewers() != wanted) {
      assertThat(System.nanoTime() - start)
          .isLessThan(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
      Thread.yield();
    }
  }

  @Test
  void aViewerWhoLeavesBeforeTheFirstPictureLeavesItsPlace() throws Exception {
    try (Socket early = ask()) {
      awaitViewers(1);
    }
    awaitViewers(0);

    pictures.show(new byte[] {'a', 'b', 'c'});
    try (Socket late = ask()) {
      assertThat(late.getInputStream().readNBytes(12)).asString().startsWith("HTTP/1.1 200");
    }
  }

  /** What keeps a connection alive is a header of the part that is awaited. */
  @Test
  void theFirstPictureIsWholeHoweverLongItWasAwaited() throws Exception {
    try (Socket viewer = ask();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(viewer.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = lines.readLine();
      while (!line.equals("--frame")) {
        line = lines.readLine();
      }
      assertThat(lines.readLine()).isEqualTo("X-Awaited: picture");
      pictures.show(new byte[] {'a', 'b', 'c'});
      line = lines.readLine();
      while (line.equals("X-Awaited: picture")) {
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("Content-Type: image/jpeg");
      assertThat(lines.readLine()).isEqualTo("Content-Length: 3");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("abc");
      assertThat(lines.readLine()).isEqualTo("--frame");
    }
  }
}
