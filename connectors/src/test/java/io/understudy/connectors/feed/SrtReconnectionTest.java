package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An SRT feed whose encoder is killed. Each end has a process of its own: libsrt 1.5.4 ends all
 * connections of a process with one of them.
 */
@Tag("slow")
@Timeout(300)
class SrtReconnectionTest {
  private static final int PICTURES = 25;

  @Test
  void theFeedIsFoundAgainAfterItsEncoderWasKilled() throws Exception {
    String address = "srt://127.0.0.1:" + freePort();
    FeedAddress here = FeedAddress.input(address, true);
    List<IOException> losses = new ArrayList<>();
    try (SteadyFeed<FeedPicture> feed =
        new SteadyFeed<>(
            () -> PictureFeed.open(here, Duration.ofSeconds(5), Clock.systemUTC()),
            new Backoff(1, 1),
            millis -> {},
            losses::add)) {
      for (int encoder = 1; encoder <= 2; encoder++) {
        take(feed, address, encoder);
      }
    }
    assertThat(losses).isNotEmpty();
  }

  private static void take(SteadyFeed<FeedPicture> feed, String address, int connection)
      throws Exception {
    Process encoder = encoder(address);
    try {
      for (int pictures = 0; feed.connections() < connection || pictures < PICTURES; pictures++) {
        FeedPicture picture = feed.next().orElseThrow();
        assertThat(picture.image().widthPixels()).isEqualTo(SrtEncoder.SIZE);
      }
    } finally {
      encoder.destroyForcibly().waitFor();
    }
  }

  private static Process encoder(String address) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new ProcessBuilder(java, "-cp", classPath, SrtEncoder.class.getName(), address)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
