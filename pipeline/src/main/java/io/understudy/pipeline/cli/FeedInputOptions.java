package io.understudy.pipeline.cli;

import io.understudy.connectors.feed.FeedAddress;
import io.understudy.connectors.feed.InputOptions;
import io.understudy.pipeline.BadInputException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a camera or another live feed is asked for. */
final class FeedInputOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Option(
      names = "--input-size",
      paramLabel = "WIDTHxHEIGHT",
      description = "Size of a webcam's pictures, for example 1280x720 (default: the camera's).")
  private String size;

  @Option(
      names = "--input-rate",
      paramLabel = "N",
      description = "Frames a second of a webcam (default: the camera's).")
  private Double rate;

  @Option(
      names = "--input-format",
      paramLabel = "NAME",
      description = {
        "How a webcam packs its pictures, in FFmpeg's words, for example mjpeg or yuyv422",
        "(default: the camera's)."
      })
  private String format = "";

  @Option(
      names = "--input-option",
      paramLabel = "NAME=VALUE",
      description = "One more option of FFmpeg for a live feed, for example rtsp_transport=udp.")
  private Map<String, String> others = Map.of();

  /**
   * The options for a feed.
   *
   * @throws BadInputException if one is out of range, unknown or nothing for that feed
   */
  InputOptions of(FeedAddress feed) {
    if (rate != null && !(rate > 0)) {
      throw new BadInputException(
          "--input-rate is %s, it must be above 0: give another number".formatted(rate));
    }
    Matcher sides = SIZE.matcher(size == null ? "0x0" : size);
    if (!sides.matches() || size != null && size.startsWith("0")) {
      throw new BadInputException(
          "--input-size is '%s', it must be WIDTHxHEIGHT; write for example 1280x720"
              .formatted(size));
    }
    int width = Integer.parseInt(sides.group(1));
    int height = Integer.parseInt(sides.group(2));
    try {
      InputOptions options =
          new InputOptions(width, height, rate == null ? 0 : rate, format, others);
      options.requireFor(feed);
      return options;
    } catch (IllegalArgumentException refused) {
      throw new BadInputException(refused.getMessage(), refused);
    }
  }
}
