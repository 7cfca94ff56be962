package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.viewer.WatchPage;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/** Where the page of {@code watch} is served, and to whom. */
final class PageOptions {
  static final String TOKEN_VARIABLE = "UNDERSTUDY_WATCH_TOKEN";

  private static final String DEFAULT_LISTEN = "127.0.0.1:8090";
  private static final int SHORTEST_TOKEN = 16;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = {
        "Where the page is served (default: " + DEFAULT_LISTEN + "); port 0 takes any free one.",
        "Off loopback it asks for a token: that of " + TOKEN_VARIABLE + ", or a random one."
      })
  private String listen;

  /**
   * Checks what was given.
   *
   * @param used whether there is to be a page
   */
  void check(boolean used) {
    if (used) {
      address();
      token();
    } else if (listen != null) {
      throw new BadInputException(
          "--listen %s is for the page of all streams: leave STREAM or --listen away"
              .formatted(listen));
    }
  }

  /** Serves until the time is over or Ctrl-C. */
  void serve(UnderstudyConfiguration.Kafka kafka, double seconds, PrintWriter out) {
    String token = token();
    try (StopSignal stop = new StopSignal(seconds);
        WatchPage page = new WatchPage(kafka, address(), token)) {
      out.printf("Open %s ; Ctrl-C ends it.%n", shown(page.address(), token));
      out.flush();
      while (!stop.given()) {
        page.update();
      }
    }
  }

  /** Who chose the token knows it, and what is printed may be kept in a log. */
  private static String shown(String address, String token) {
    return token == null ? address : address.replace(token, "$" + TOKEN_VARIABLE);
  }

  private InetSocketAddress address() {
    String given = listen == null ? DEFAULT_LISTEN : listen;
    return ListenAddress.of("http://" + given, -1)
        .orElseThrow(
            () ->
                new BadInputException(
                    "--listen is '%s', it must be HOST:PORT; give for example %s"
                        .formatted(given, DEFAULT_LISTEN)));
  }

  private static String token() {
    String token = System.getenv(TOKEN_VARIABLE);
    if (token != null && !token.matches("[A-Za-z0-9_-]{" + SHORTEST_TOKEN + ",}")) {
      throw new BadInputException(
          "%s has %d characters, it must be %d or more letters, digits, - or _; set another one"
              .formatted(TOKEN_VARIABLE, token.length(), SHORTEST_TOKEN));
    }
    return token;
  }
}
