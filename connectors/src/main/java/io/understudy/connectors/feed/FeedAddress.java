package io.understudy.connectors.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a feed comes from or goes to.
 *
 * @param kind how it is spoken to
 * @param text the address as given: a URL, a device or a path
 * @param listening whether this side waits for the other one to connect
 */
public record FeedAddress(Kind kind, String text, boolean listening) {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");

  /** In other addresses, mistyped ones too, the path may hold a stream key. */
  private static final Pattern KEYLESS = Pattern.compile("(?i)(https?|rtsps?|srt)://.*");

  private static final Pattern LISTENING_SRT = Pattern.compile(".*[?&]mode=listener(&.*)?");

  /** What can be at an address. */
  public enum Kind {
    FILE,
    WEBCAM,
    RTMP,
    SRT,
    RTSP,
    HTTP,
    HLS
  }

  /**
   * The address of a feed to read.
   *
   * @param listen wait for an encoder that connects; RTMP and SRT only
   * @throws IOException with one sentence if nothing can be read from such an address
   */
  public static FeedAddress input(String text, boolean listen) throws IOException {
    Kind kind = SCHEME.matcher(text).matches() ? inputKind(text) : device(text);
    if (listen && kind != Kind.RTMP && kind != Kind.SRT) {
      throw new IOException(
          "input '%s' cannot be listened to: only rtmp:// and srt:// can, leave --listen away"
              .formatted(withoutSecrets(text)));
    }
    return new FeedAddress(kind, text, listen || listens(text));
  }

  /**
   * The address of a feed to write: RTMP, SRT, an HLS playlist (m3u8), an mp4, or HTTP, where it is
   * served as MJPEG.
   *
   * @throws IOException with one sentence if nothing can be written to such an address
   */
  public static FeedAddress output(String text) throws IOException {
    return new FeedAddress(outputKind(text), text, listens(text));
  }

  private static boolean listens(String text) {
    return LISTENING_SRT.matcher(text).matches();
  }

  private static Kind inputKind(String text) throws IOException {
    return switch (scheme(text)) {
      case "rtmp", "rtmps" -> Kind.RTMP;
      case "srt" -> Kind.SRT;
      case "rtsp", "rtsps" -> Kind.RTSP;
      case "http", "https" -> Kind.HTTP;
      default ->
          throw new IOException(
              "input '%s' has the unknown scheme '%s': give rtmp, srt, rtsp, http, a device or a file"
                  .formatted(withoutSecrets(text), scheme(text)));
    };
  }

  private static Kind device(String text) throws IOException {
    if (text.startsWith("/dev/")) {
      if (!Files.isReadable(Path.of(text))) {
        throw new IOException(
            "webcam '%s' cannot be read: plug it in, or give the user access to it"
                .formatted(text));
      }
      return Kind.WEBCAM;
    }
    return Kind.FILE;
  }

  private static Kind outputKind(String text) throws IOException {
    String name = text.toLowerCase(Locale.ROOT);
    if (!SCHEME.matcher(text).matches()) {
      if (name.endsWith(".m3u8")) {
        return Kind.HLS;
      }
      if (name.endsWith(".mp4")) {
        return Kind.FILE;
      }
      throw new IOException(
          "output '%s' has an unknown ending: give a .m3u8 or .mp4 file".formatted(text));
    }
    return switch (scheme(text)) {
      case "rtmp", "rtmps" -> Kind.RTMP;
      case "srt" -> Kind.SRT;
      case "http" -> Kind.HTTP;
      default ->
          throw new IOException(
              "output '%s' has the unknown scheme '%s': give rtmp, srt, http or a file"
                  .formatted(withoutSecrets(text), scheme(text)));
    };
  }

  private static String scheme(String text) {
    return text.substring(0, text.indexOf("://")).toLowerCase(Locale.ROOT);
  }

  /** Stream keys, passwords and passphrases stay out of messages. */
  private static String withoutSecrets(String text) {
    String masked = text.replaceFirst("://[^/]*@", "://").replaceFirst("\\?.*", "");
    return KEYLESS.matcher(masked).matches()
        ? masked
        : masked.replaceFirst("(://[^/]+/[^/]+)/.+", "$1/...");
  }

  /** The address for people: without user, password, stream key and query. */
  @Override
  public String toString() {
    return kind == Kind.FILE || kind == Kind.HLS ? text : withoutSecrets(text);
  }
}
