package io.understudy.pipeline.viewer;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may see the page and use its controls. On loopback whoever is on the machine; on any other
 * interface who has the token. Thread-safe.
 */
final class ViewerAccess {
  /** A header that only the page's own script sends: other sites' forms cannot. */
  static final String CONTROL_HEADER = "X-Understudy-Control";

  private static final String COOKIE = "understudy-token";
  private static final Pattern LOOPBACK_NAME =
      Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
  private static final Pattern PORT = Pattern.compile(":\\d*$");
  private static final int TOKEN_BYTES = 16;

  private final String name;
  private final String token;

  private ViewerAccess(String name, String token) {
    this.name = name;
    this.token = token;
  }

  /**
   * The rule for an address.
   *
   * @param given the token to use, null for a random one where one is needed
   */
  static ViewerAccess of(InetSocketAddress address, String given) {
    boolean open = given == null && address.getAddress().isLoopbackAddress();
    String token = given == null ? random() : given;
    return new ViewerAccess(address.getHostString(), open ? null : token);
  }

  private static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What a user opens below the address: the token once, which then is a cookie. */
  String path() {
    return token == null ? "/" : "/?token=" + token;
  }

  /** Whether the request carries the token as the page's first address does. */
  boolean introduces(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return token != null && query != null && same(query, "token=" + token);
  }

  /** The cookie that answers an introduction. */
  String cookie() {
    return COOKIE + "=" + token + "; HttpOnly; SameSite=Strict; Path=/";
  }

  /** Why a request is refused, empty where it is not. */
  Optional<String> refusal(HttpExchange exchange) {
    boolean known = token == null ? fromLoopbackName(exchange) : hasCookie(exchange);
    if (!known) {
      return Optional.of("open the address that understudy watch printed, with its token");
    }
    boolean control = exchange.getRequestMethod().equals("POST");
    if (control && !exchange.getRequestHeaders().containsKey(CONTROL_HEADER)) {
      return Optional.of("controls take requests of their own page only: use its buttons");
    }
    return Optional.empty();
  }

  /**
   * A foreign name that resolves to loopback would let other sites read the page: only loopback's
   * own names are known, and the one that the page was asked to be served under.
   */
  private boolean fromLoopbackName(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null) {
      return false;
    }
    String asked = PORT.matcher(host).replaceFirst("");
    return asked.equalsIgnoreCase(name) || LOOPBACK_NAME.matcher(asked).matches();
  }

  private boolean hasCookie(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(header -> Arrays.stream(header.split(";\\s*")))
        .anyMatch(cookie -> same(cookie, COOKIE + "=" + token));
  }

  private static boolean same(String given, String wanted) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }
}
