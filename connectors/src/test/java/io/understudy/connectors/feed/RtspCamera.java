package io.understudy.connectors.feed;

import io.understudy.connectors.media.AccessUnitEncoder;
import io.understudy.connectors.media.RgbImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An RTSP camera (RFC 2326) on loopback: it answers one caller after the other with the same film,
 * H.264 (RFC 6184) in RTP that is interleaved with the answers, and hangs up at its end.
 */
final class RtspCamera implements AutoCloseable {
  private static final int CLOCK = 90_000;
  private static final int PAYLOAD_TYPE = 96;
  private static final String SESSION =
      """
      v=0\r
      o=- 0 0 IN IP4 127.0.0.1\r
      s=camera\r
      c=IN IP4 0.0.0.0\r
      t=0 0\r
      m=video 0 RTP/AVP 96\r
      a=rtpmap:96 H264/90000\r
      a=fmtp:96 packetization-mode=1\r
      a=control:track1\r
      """;

  private final ServerSocket server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
  private final List<byte[]> film = new ArrayList<>();
  private final int framesPerSecond;
  private final CompletableFuture<Void> callers;

  RtspCamera(List<RgbImage> pictures, int framesPerSecond) throws IOException {
    this.framesPerSecond = framesPerSecond;
    int side = pictures.get(0).widthPixels();
    try (AccessUnitEncoder encoder =
        new AccessUnitEncoder(side, side, framesPerSecond, framesPerSecond)) {
      for (RgbImage picture : pictures) {
        film.add(encoder.encode(picture));
      }
    }
    callers = CompletableFuture.runAsync(this::answerAll);
  }

  String address() {
    return "rtsp://127.0.0.1:%d/stream".formatted(server.getLocalPort());
  }

  private void answerAll() {
    while (!server.isClosed()) {
      try (Socket caller = server.accept()) {
        answer(caller);
      } catch (IOException gone) {
        // The caller has left, or the camera is switched off.
      }
    }
  }

  private void answer(Socket caller) throws IOException {
    BufferedReader requests =
        new BufferedReader(
            new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = caller.getOutputStream();
    for (String request = requests.readLine(); request != null; request = requests.readLine()) {
      String sequence = "";
      for (String line = requests.readLine(); !line.isEmpty(); line = requests.readLine()) {
        sequence = line.startsWith("CSeq:") ? line : sequence;
      }
      String method = request.substring(0, request.indexOf(' '));
      out.write(ascii("RTSP/1.0 200 OK\r\n%s\r\n%s".formatted(sequence, rest(method))));
      out.flush();
      if (method.equals("PLAY")) {
        play(out);
        hangUp(caller, requests);
        return;
      }
    }
  }

  private static String rest(String method) {
    return switch (method) {
      case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
      case "DESCRIBE" ->
          "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(SESSION.length(), SESSION);
      case "SETUP" -> "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
      default -> "Session: 1\r\n\r\n";
    };
  }

  /** What the caller still sends is read: a socket that is closed over it loses the film's end. */
  private static void hangUp(Socket caller, BufferedReader requests) throws IOException {
    caller.shutdownOutput();
    String ignored = requests.readLine();
    while (ignored != null) {
      ignored = requests.readLine();
    }
  }

  private void play(OutputStream out) throws IOException {
    short number = 0;
    for (int frame = 0; frame < film.size(); frame++) {
      List<byte[]> units = units(film.get(frame));
      for (int i = 0; i < units.size(); i++) {
        boolean last = i == units.size() - 1;
        out.write(packet(units.get(i), number++, frame * (CLOCK / framesPerSecond), last));
      }
    }
    out.flush();
  }

  /** One unit in one RTP packet with the four bytes that interleave it. */
  private static byte[] packet(byte[] unit, short number, int time, boolean last) {
    int header = 12;
    return ByteBuffer.allocate(4 + header + unit.length)
        .put((byte) '$')
        .put((byte) 0)
        .putShort((short) (header + unit.length))
        .put((byte) 0x80)
        .put((byte) (PAYLOAD_TYPE | (last ? 0x80 : 0)))
        .putShort(number)
        .putInt(time)
        .putInt(1)
        .put(unit)
        .array();
  }

  /** What lies between the start codes of Annex B. */
  private static List<byte[]> units(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    for (int i = 0; i < stream.length; i++) {
      int start = startCode(stream, i);
      if (start > 0) {
        if (unit.size() > 0) {
          units.add(unit.toByteArray());
        }
        unit.reset();
        i += start - 1;
      } else {
        unit.write(stream[i]);
      }
    }
    units.add(unit.toByteArray());
    return units;
  }

  private static int startCode(byte[] stream, int at) {
    for (int zeros = 2; zeros <= 3; zeros++) {
      boolean found = at + zeros < stream.length && stream[at + zeros] == 1;
      for (int i = 0; i < zeros && found; i++) {
        found = stream[at + i] == 0;
      }
      if (found) {
        return zeros + 1;
      }
    }
    return 0;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    server.close();
    callers.join();
  }
}
