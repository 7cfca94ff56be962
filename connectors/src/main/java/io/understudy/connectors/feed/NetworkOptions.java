package io.understudy.connectors.feed;

import java.time.Duration;
import java.util.Map;

/** How FFmpeg's protocols are told to listen and when to give up: each has words of its own. */
final class NetworkOptions {
  private NetworkOptions() {}

  static Map<String, String> reading(FeedAddress address, Duration patience) {
    String micros = Long.toString(patience.toMillis() * 1000);
    return switch (address.kind()) {
      case RTMP ->
          address.listening()
              ? Map.of(
                  "listen",
                  "1",
                  "timeout",
                  Long.toString(Math.max(1, patience.toSeconds())),
                  // The timeout is for the call alone, not for what the caller then sends.
                  "rw_timeout",
                  micros)
              : Map.of("rw_timeout", micros);
      case SRT -> srt(address, patience);
      case RTSP -> Map.of("rtsp_transport", "tcp", "timeout", micros);
      case HTTP -> Map.of("rw_timeout", micros);
      case FILE, WEBCAM, HLS -> Map.of();
    };
  }

  static Map<String, String> writing(FeedAddress address, Duration patience) {
    return switch (address.kind()) {
      case RTMP -> Map.of("rw_timeout", Long.toString(patience.toMillis() * 1000));
      case SRT -> srt(address, patience);
      case HLS ->
          Map.of(
              "hls_time", "2",
              "hls_list_size", "6",
              "hls_segment_type", "fmp4",
              "hls_flags", "delete_segments+independent_segments");
      case FILE, WEBCAM, RTSP, HTTP -> Map.of();
    };
  }

  private static Map<String, String> srt(FeedAddress address, Duration patience) {
    String micros = Long.toString(patience.toMillis() * 1000);
    return Map.of(
        "mode",
        address.listening() ? "listener" : "caller",
        "timeout",
        micros,
        "listen_timeout",
        micros,
        "connect_timeout",
        Long.toString(patience.toMillis()));
  }
}
