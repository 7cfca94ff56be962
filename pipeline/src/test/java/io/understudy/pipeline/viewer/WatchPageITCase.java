package io.understudy.pipeline.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.wire.StreamEventWire;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Kafka;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page in a real browser, over a real broker. */
@Tag("slow")
@Timeout(420)
class WatchPageITCase {
  private static final int FRAMES = 24;

  @Test
  void aBrowserShowsMovingPicturesAndItsButtonsChangeTheSession() throws Exception {
    try (LocalBroker broker = LocalBroker.start()) {
      String bootstrap = "kafka.bootstrap=" + broker.bootstrapServers();
      Kafka kafka = UnderstudyConfiguration.read(null, List.of(bootstrap)).kafka();
      try (TopicAdministration administration = new TopicAdministration(kafka)) {
        administration.createMissing(1);
      }
      publish(kafka);
      Map<String, List<ByteString>> answers =
          Map.of("anna", Heads.reenacted(2, FRAMES), "bela", Heads.reenacted(11, FRAMES));
      try (StandInJob job = new StandInJob(kafka, "studio-1", Heads.talking(7, FRAMES), answers);
          WatchPage page = new WatchPage(kafka, new InetSocketAddress("127.0.0.1", 0), null)) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> updates =
            CompletableFuture.runAsync(
                () -> {
                  while (!over.get()) {
                    page.update();
                  }
                });
        try (Browser browser = browser(page.address())) {
          waitForAPlace(browser, URI.create(page.address()).getPort());
          operate(browser, job, kafka);
          assertThat(browser.complaints()).isEqualTo("[]");
        } finally {
          over.set(true);
          updates.join();
        }
      }
    }
  }

  private static Browser browser(String address) {
    Optional<Browser> browser = Browser.open(address);
    assumeTrue(
        browser.isPresent(),
        "no chromium with chromedriver on the PATH: the page is not looked at in a browser");
    return browser.get();
  }

  /** While others have all places of a picture the page asks again and again. */
  private static void waitForAPlace(Browser browser, int port) throws Exception {
    browser.awaitText("#streams li[data-key='studio-1'] .state", "live");
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < StreamPanel.MAX_VIEWERS; i++) {
        crowd.add(watching(port));
      }
      browser.click("#streams li[data-key='studio-1'] button");
      browser.awaitMovingPicture("#reenacted", 2);
      assertThat(browser.count("return document.getElementById('driving').hidden ? 1 : 0")).isOne();
    } finally {
      for (Socket one : crowd) {
        one.close();
      }
    }
    browser.awaitMovingPicture("#driving", 4);
    assertThat(browser.complaints()).contains("503");
  }

  private static Socket watching(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    String request = "GET /streams/studio-1/driving HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private static void operate(Browser browser, StandInJob job, Kafka kafka) throws Exception {
    browser.awaitText("#streams li[data-key='studio-1'] .state", "live");
    browser.click("#streams li[data-key='studio-1'] button");
    browser.awaitMovingPicture("#driving", 4);
    browser.awaitMovingPicture("#reenacted", 4);
    browser.awaitText("#batch", "2.0");
    assertThat(Double.parseDouble(browser.text("#fps"))).isGreaterThan(1);
    assertThat(Double.parseDouble(browser.text("#p50"))).isBetween(30.0, 53.0);
    assertThat(Double.parseDouble(browser.text("#p99"))).isBetween(30.0, 53.0);
    assertThat(browser.text("#sources")).contains("anna", "bela", "carl", "no consent");
    dropFrames(kafka);
    browser.awaitText("#detail", "17 late");
    browser.awaitText("#dropped", "17");
    Files.write(Path.of("target", "watch.png"), browser.screenshot());

    browser.click("#sources li[data-key='bela'] button");
    browser.click("#change");
    browser.awaitText("#detail", "source bela");
    job.awaitSession("bela");
    assertThat(job.session().motion()).isEqualTo(MotionMode.SCALED);
    browser.awaitMovingPicture("#reenacted", 4);

    browser.click("#stop");
    browser.awaitText("#streams li[data-key='studio-1'] .state", "stopped");
    job.awaitSession("");
    browser.awaitMovingPicture("#driving", 4);

    browser.click("#start");
    browser.awaitText("#streams li[data-key='studio-1'] .state", "live");
    job.awaitSession("bela");
    assertThat(job.session().motion()).isEqualTo(MotionMode.SCALED);
  }

  private static void publish(Kafka kafka) {
    try (StreamPublisher publisher = new StreamPublisher(kafka)) {
      publisher.publish(source("anna", 2, new Consent("Anna, rendered", "test", 0, "none needed")));
      publisher.publish(
          source("bela", 11, new Consent("Bela, rendered", "test", 0, "none needed")));
      publisher.publish(source("carl", 5, new Consent("Carl, rendered", "test", 1, "expired")));
      publisher.publish(session("studio-1", "anna"));
      publisher.publish(session("outside-broadcast", "bela"));
      publisher.flush();
    }
  }

  private static void dropFrames(Kafka kafka) {
    try (TopicWriter writer = new TopicWriter(kafka)) {
      writer.write(
          Topic.STREAM_EVENTS,
          "studio-1",
          StreamEventWire.toBytes(
              new StreamEvent("studio-1", StreamEvent.Kind.FRAMES_DROPPED, "anna", 17, "late", 0)));
    }
  }

  private static Source source(String sourceId, long seed, Consent consent) {
    return new Source(sourceId, 1, Heads.portrait(seed), Crop.CENTRE, consent, false);
  }

  private static Session session(String streamId, String sourceId) {
    return Session.of(streamId, sourceId, MotionMode.SCALED, DeliveryMode.LIVE);
  }
}
