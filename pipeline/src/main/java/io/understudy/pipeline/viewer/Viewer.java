package io.understudy.pipeline.viewer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.provenance.DigitalSourceType;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Serves the page, its pictures and its controls over HTTP.
 *
 * <p>Thread-safe. The owner closes it; the board stays the owner's, who closes it first so that
 * those who watch are let go.
 */
final class Viewer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> FILES =
      Map.of(
          "watch.html", "text/html; charset=utf-8",
          "watch.css", "text/css; charset=utf-8",
          "watch.js", "text/javascript; charset=utf-8");
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads;
  private final StreamBoard board;
  private final StreamControls controls;
  private final ViewerAccess access;

  private Viewer(
      HttpServer server, StreamBoard board, Consumer<Session> sessions, ViewerAccess access) {
    this.server = server;
    this.board = board;
    this.controls = new StreamControls(board, sessions);
    this.access = access;
    this.threads = Executors.newCachedThreadPool(Viewer::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "viewer");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts serving.
   *
   * @param address where; port 0 takes any that is free
   * @param token what visitors must have, null for a random one, on loopback for none
   * @param sessions publishes a session, from any thread
   * @throws BadInputException if the port cannot be had
   */
  static Viewer open(
      InetSocketAddress address, String token, StreamBoard board, Consumer<Session> sessions) {
    if (address.isUnresolved()) {
      throw new BadInputException(
          "address %s is not one of this machine: give another --listen"
              .formatted(address.getHostString()));
    }
    try {
      HttpServer server = HttpServer.create(address, 0);
      Viewer viewer = new Viewer(server, board, sessions, ViewerAccess.of(address, token));
      server.setExecutor(viewer.threads);
      server.createContext("/", viewer::answer);
      server.start();
      return viewer;
    } catch (IOException refused) {
      throw new BadInputException(
          "address %s:%d cannot be served: the port must be free on this machine, give another --listen"
              .formatted(address.getHostString(), address.getPort()),
          refused);
    }
  }

  /** What a user opens in a browser. */
  String address() {
    InetSocketAddress bound = server.getAddress();
    return "http://%s:%d%s".formatted(bound.getHostString(), bound.getPort(), access.path());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Security-Policy", CONTENT_POLICY);
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (access.introduces(exchange)) {
        exchange.getResponseHeaders().set("Set-Cookie", access.cookie());
        exchange.getResponseHeaders().set("Location", "/");
        exchange.sendResponseHeaders(303, -1);
        return;
      }
      Optional<String> refusal = access.refusal(exchange);
      if (refusal.isPresent()) {
        send(exchange, 403, "text/plain", refusal.get().getBytes(StandardCharsets.UTF_8));
      } else if (exchange.getRequestMethod().equals("POST")) {
        control(exchange, path(exchange));
      } else {
        show(exchange, path(exchange));
      }
    }
  }

  /** The parts of the path, each decoded by itself: ids may hold a slash. */
  private static List<String> path(HttpExchange exchange) {
    return Arrays.stream(exchange.getRequestURI().getRawPath().substring(1).split("/"))
        .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private void show(HttpExchange exchange, List<String> path) throws IOException {
    String first = path.get(0);
    if (path.size() == 1) {
      if (first.equals("state")) {
        send(exchange, 200, "application/json", JSON.writeValueAsBytes(board.snapshot()));
      } else {
        file(exchange, first.isEmpty() ? "watch.html" : first);
      }
    } else if (path.size() == 3 && first.equals("streams")) {
      pictures(exchange, path.get(1), path.get(2));
    } else if (path.size() == 3 && first.equals("sources") && path.get(2).equals("thumbnail")) {
      thumbnail(exchange, path.get(1));
    } else {
      missing(exchange);
    }
  }

  private void file(HttpExchange exchange, String name) throws IOException {
    if (!FILES.containsKey(name)) {
      missing(exchange);
      return;
    }
    try (InputStream resource = Viewer.class.getResourceAsStream(name)) {
      send(exchange, 200, FILES.get(name), resource.readAllBytes());
    }
  }

  private void pictures(HttpExchange exchange, String streamId, String side) throws IOException {
    Optional<StreamPanel> panel = board.stream(streamId);
    if (panel.isPresent() && side.equals("driving")) {
      panel.get().driving().serve(exchange);
    } else if (panel.isPresent() && side.equals("reenacted")) {
      exchange.getResponseHeaders().set("X-Digital-Source-Type", DigitalSourceType.COMPOSITE.uri());
      panel.get().reenacted().serve(exchange);
    } else {
      missing(exchange);
    }
  }

  private void thumbnail(HttpExchange exchange, String sourceId) throws IOException {
    Optional<SourceCard> card = board.source(sourceId);
    if (card.isPresent() && card.get().thumbnail().length > 0) {
      send(exchange, 200, "image/jpeg", card.get().thumbnail());
    } else {
      missing(exchange);
    }
  }

  private void control(HttpExchange exchange, List<String> path) throws IOException {
    try {
      if (path.size() == 3 && path.get(0).equals("streams") && path.get(2).equals("stop")) {
        controls.stop(path.get(1));
      } else if (path.size() == 4 && path.get(0).equals("streams") && path.get(2).equals("start")) {
        controls.animate(path.get(1), path.get(3));
      } else {
        missing(exchange);
        return;
      }
      exchange.sendResponseHeaders(204, -1);
    } catch (BadInputException unknown) {
      send(exchange, 404, "text/plain", unknown.getMessage().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalStateException unpublished) {
      send(exchange, 502, "text/plain", unpublished.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void missing(HttpExchange exchange) throws IOException {
    send(exchange, 404, "text/plain", "nothing is here".getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
