package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.DigitalSourceType;
import io.understudy.connectors.provenance.JpegMark;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MjpegServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static byte[] marked(int level) {
    byte[] rgb = new byte[3 * 64];
    rgb[0] = (byte) level;
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return JpegMark.mark(
          codec.encodeJpeg(new RgbImage(8, 8, rgb), 90), DigitalSourceType.COMPOSITE);
    }
  }

  @Test
  void anHttpClientReadsMarkedPicturesAsTheyCome() throws Exception {
    byte[] first = marked(0);
    byte[] second = marked(255);
    try (MjpegServer server = MjpegServer.open(ANY)) {
      server.show(first);
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                      .build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("multipart/x-mixed-replace");
      assertThat(response.headers().firstValue("X-Digital-Source-Type").orElseThrow())
          .contains("compositeWithTrainedAlgorithmicMedia");
      try (DataInputStream body = new DataInputStream(response.body())) {
        assertThat(part(body)).isEqualTo(first);
        server.show(second);
        byte[] shown = part(body);
        assertThat(shown).isEqualTo(second);
        assertThat(JpegMark.read(shown)).contains(DigitalSourceType.COMPOSITE.uri());
        assertThat(server.viewers()).isEqualTo(1);
      }
    }
  }

  /** One part of the multipart body: boundary, headers, an empty line, the bytes, a line end. */
  private static byte[] part(DataInputStream body) throws IOException {
    int length = -1;
    for (String line = line(body); !line.isEmpty(); line = line(body)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    byte[] jpeg = new byte[length];
    body.readFully(jpeg);
    assertThat(line(body)).isEmpty();
    return jpeg;
  }

  private static String line(DataInputStream body) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = body.readByte(); next != '\n'; next = body.readByte()) {
      line.append((char) next);
    }
    return line.substring(0, line.length() - 1);
  }

  @Test
  void aTakenPortIsOneSentence() throws IOException {
    try (MjpegServer server = MjpegServer.open(ANY)) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      assertThatThrownBy(() -> MjpegServer.open(taken))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("must be free");
    }
  }

  @Test
  void aHostThatNobodyKnowsIsOneSentence() {
    assertThatThrownBy(
            () -> MjpegServer.open(InetSocketAddress.createUnresolved("no-such-host.invalid", 0)))
        .isInstanceOf(IOException.class)
        .hasMessage("address no-such-host.invalid is not one of this machine: give another one");
  }
}
