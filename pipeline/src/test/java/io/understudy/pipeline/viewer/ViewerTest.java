package io.understudy.pipeline.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.pipeline.BadInputException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(240)
class ViewerTest {
  private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);
  private static final String TOKEN = "a-token-of-the-test";

  private final AtomicLong nanos = new AtomicLong();
  private final StreamBoard board = new StreamBoard(nanos::get, Clock.systemUTC());
  private final List<Session> published = Collections.synchronizedList(new ArrayList<>());
  private final HttpClient client = HttpClient.newHttpClient();
  private Viewer viewer;

  @AfterEach
  void close() {
    board.close();
    viewer.close();
  }

  @Test
  void servesOnePageThatLoadsNothingFromElsewhere() throws Exception {
    open(null);

    HttpResponse<String> page = get("/");
    assertThat(page.body()).contains("<title>Understudy</title>").doesNotContain("://");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
    assertThat(get("/watch.js").statusCode()).isEqualTo(200);
    assertThat(get("/watch.css").statusCode()).isEqualTo(200);
    assertThat(get("/Viewer.class").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsStreamsAndSourcesWithoutPortraits() throws Exception {
    open(null);
    board.take(session("a/b", "anna", MotionMode.ABSOLUTE));
    board.take(source("anna"));

    assertThat(get("/state").body())
        .contains("\"streamId\":\"a/b\"", "\"state\":\"NO_INPUT\"", "\"subject\":\"Anna\"")
        .doesNotContain("thumbnail", "consent");
    HttpResponse<String> portrait = get("/sources/anna/thumbnail");
    assertThat(portrait.headers().firstValue("Content-Type")).contains("image/jpeg");
  }

  @Test
  void aStartKeepsTheSettingsOfTheSessionBeforeTheStop() throws Exception {
    open(null);
    board.take(session("a/b", "anna", MotionMode.ABSOLUTE));
    board.take(source("anna"));

    assertThat(control("/streams/a%2Fb/stop").statusCode()).isEqualTo(204);
    assertThat(published.get(0).stopped()).isTrue();
    board.take(Session.stopped("a/b"));
    assertThat(control("/streams/a%2Fb/start/anna").statusCode()).isEqualTo(204);
    assertThat(published.get(1)).isEqualTo(session("a/b", "anna", MotionMode.ABSOLUTE));
  }

  @Test
  void refusesAStreamOrSourceThatIsNotKnown() throws Exception {
    open(null);
    board.take(session("feed", "anna", MotionMode.RELATIVE));

    assertThat(control("/streams/other/stop").body()).contains("stream 'other' is not known");
    assertThat(control("/streams/feed/start/bela").body()).contains("source 'bela' is not known");
    assertThat(published).isEmpty();
  }

  @Test
  void controlsRefuseWhatAnotherSiteCouldSend() throws Exception {
    open(null);
    board.take(session("feed", "anna", MotionMode.RELATIVE));

    HttpRequest form =
        request("/streams/feed/stop").POST(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(statusUnderTheName("evil.example")).contains("403");
    assertThat(statusUnderTheName("evil example")).contains("403");
    assertThat(statusUnderTheName("localhost")).contains("200");
    assertThat(statusUnderTheName("[::1]:80")).contains("200");
    assertThat(published).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyLoopbackAddressShowsItsPageUnderTheNameThatWasGiven() throws Exception {
    InetAddress other = InetAddress.getByAddress("studio", new byte[] {127, 0, 0, 2});
    viewer = Viewer.open(new InetSocketAddress(other, 0), null, board, published::add);

    assertThat(get("/").statusCode()).isEqualTo(200);
    assertThat(statusUnderTheName("studio")).contains("200");
    assertThat(statusUnderTheName("Studio:8090")).contains("200");
    assertThat(statusUnderTheName("127.0.0.2")).contains("200");
    assertThat(statusUnderTheName("127.0.0.2.evil.example")).contains("403");
    assertThat(statusUnderTheName("evil.example")).contains("403");
  }

  @Test
  void offLoopbackOrOnRequestOnlyTheTokenOpensThePage() throws Exception {
    open(TOKEN);
    String address = viewer.address();

    assertThat(address).endsWith("/?token=" + TOKEN);
    assertThat(get("/").statusCode()).isEqualTo(403);
    assertThat(get("/state").statusCode()).isEqualTo(403);
    assertThat(get("/?token=a-token-of-the-text").statusCode()).isEqualTo(403);
    HttpResponse<String> introduced = get("/?token=" + TOKEN);
    assertThat(introduced.statusCode()).isEqualTo(303);
    String cookie = introduced.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
    HttpRequest known = request("/state").header("Cookie", cookie.split(";")[0]).build();
    assertThat(client.send(known, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void anAddressOffLoopbackHasATokenThatNobodyGuesses() {
    viewer = Viewer.open(new InetSocketAddress("0.0.0.0", 0), null, board, published::add);
    String first = viewer.address();
    viewer.close();
    viewer = Viewer.open(new InetSocketAddress("0.0.0.0", 0), null, board, published::add);

    assertThat(first).matches(".*\\?token=[0-9a-f]{32}");
    assertThat(viewer.address()).matches(".*\\?token=[0-9a-f]{32}");
    assertThat(first.split("token=")[1]).isNotEqualTo(viewer.address().split("token=")[1]);
  }

  @Test
  void aTakenPortIsOneSentence() {
    open(null);
    InetSocketAddress taken =
        new InetSocketAddress("127.0.0.1", URI.create(viewer.address()).getPort());

    assertThatThrownBy(() -> Viewer.open(taken, null, board, published::add))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("must be free");
  }

  @Test
  void aStreamDrivenInH264IsDecodedWhileSomebodyLooksAtItAndItIsThere() throws Exception {
    open(null);
    board.take(session("feed", "anna", MotionMode.RELATIVE));
    StreamPanel panel = board.stream("feed").orElseThrow();
    try (UnitCamera camera = new UnitCamera("feed")) {
      board.take(camera.next());
      assertThat(panel.decodes()).as("nobody looks").isFalse();

      HttpRequest pictures = request("/streams/feed/driving").build();
      CompletableFuture<HttpResponse<InputStream>> answer =
          client.sendAsync(pictures, BodyHandlers.ofInputStream());
      while (!panel.decodes()) {
        board.take(camera.next());
      }
      try (InputStream body = answer.get().body();
          PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
        ByteString jpeg = ByteString.copyFrom(firstJpeg(body));
        assertThat(codec.decode(jpeg, FrameEncoding.JPEG, 0, 0).widthPixels())
            .isEqualTo(UnitCamera.SIDE_PIXELS);
        board.rest();
        assertThat(panel.decodes()).as("driven and looked at").isTrue();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        board.rest();
        assertThat(panel.decodes()).as("its frames no longer come").isFalse();
      }
    }
  }

  /** The first picture of a multipart answer: headers, an empty line, the bytes. */
  private static byte[] firstJpeg(InputStream body) {
    DataInputStream parts = new DataInputStream(body);
    try {
      StringBuilder headers = new StringBuilder();
      while (headers.indexOf("\r\n\r\n") < 0) {
        headers.append((char) parts.readByte());
      }
      Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(headers);
      assertThat(length.find()).isTrue();
      byte[] jpeg = new byte[Integer.parseInt(length.group(1))];
      parts.readFully(jpeg);
      return jpeg;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void open(String token) {
    viewer = Viewer.open(LOOPBACK, token, board, published::add);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(viewer.address()).resolve(path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> control(String path) throws Exception {
    return client.send(
        request(path)
            .header(ViewerAccess.CONTROL_HEADER, "1")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  /** The first line of the answer; by hand, because HttpClient writes the host header itself. */
  private String statusUnderTheName(String host) throws IOException {
    URI address = URI.create(viewer.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          "GET /state HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  private static Source source(String sourceId) {
    Consent consent = new Consent("Anna", "test", 0, "none needed");
    ByteString portrait = Heads.portrait(2);
    return new Source(sourceId, 1, portrait, Crop.CENTRE, consent, false);
  }

  private static Session session(String streamId, String sourceId, MotionMode motion) {
    return Session.of(streamId, sourceId, motion, DeliveryMode.LIVE);
  }
}
