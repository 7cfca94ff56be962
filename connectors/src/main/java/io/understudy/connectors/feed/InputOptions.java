package io.understudy.connectors.feed;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get_by_name;
import static org.bytedeco.ffmpeg.global.avformat.avformat_get_class;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_FLAG_DECODING_PARAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_FAKE_OBJ;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_find;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVClass;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What is asked of an input besides its address. Immutable; any thread.
 *
 * @param widthPixels width of a webcam's pictures, 16 to 8192; 0 for its own choice
 * @param heightPixels their height, 16 to 8192; 0 where the width is
 * @param framesPerSecond rate of a webcam, above 0 to 240; 0 for its own choice
 * @param format how a webcam's pictures are packed, FFmpeg's name of a pixel format or codec; empty
 *     for its own choice
 * @param others more options of FFmpeg for any live feed, by their names
 */
public record InputOptions(
    int widthPixels,
    int heightPixels,
    double framesPerSecond,
    String format,
    Map<String, String> others) {
  /** Nothing but the address. */
  public static final InputOptions NONE = new InputOptions(0, 0, 0, "", Map.of());

  private static final int LEAST_PIXELS = 16;
  private static final int MOST_PIXELS = 8192;
  private static final int MOST_FRAMES_PER_SECOND = 240;

  /**
   * @throws IllegalArgumentException with one sentence if a value is out of its range or FFmpeg
   *     does not know a name; values of {@code others} are not in it
   */
  public InputOptions {
    others = Map.copyOf(others);
    boolean own = widthPixels == 0 && heightPixels == 0;
    require(
        own || isSide(widthPixels) && isSide(heightPixels),
        "input size is %dx%d, each side must be 16 to 8192: give a size that the camera has"
            .formatted(widthPixels, heightPixels));
    require(
        framesPerSecond >= 0 && framesPerSecond <= MOST_FRAMES_PER_SECOND,
        "input rate is %s frames/s, it must be above 0 to 240: give a rate that the camera has"
            .formatted(framesPerSecond));
    require(
        format.isEmpty() || isFormat(format),
        "input format '%s' is none of FFmpeg's: give a pixel format or codec that the camera has, for example mjpeg or yuyv422"
            .formatted(format));
    for (String name : others.keySet()) {
      require(
          isOption(name),
          "input option '%s' is none of FFmpeg's for inputs: correct its name".formatted(name));
    }
  }

  private static boolean isSide(int pixels) {
    return pixels >= LEAST_PIXELS && pixels <= MOST_PIXELS;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static boolean isFormat(String name) {
    return av_get_pix_fmt(name) != AV_PIX_FMT_NONE || avcodec_descriptor_get_by_name(name) != null;
  }

  /** Among those of all inputs and protocols, as FFmpeg's own command looks for them. */
  private static boolean isOption(String name) {
    avdevice.avdevice_register_all();
    try (PointerPointer<AVClass> inputs = new PointerPointer<>(1)) {
      inputs.put(avformat_get_class());
      int all = AV_OPT_SEARCH_CHILDREN | AV_OPT_SEARCH_FAKE_OBJ;
      return av_opt_find(inputs, name, null, AV_OPT_FLAG_DECODING_PARAM, all) != null;
    }
  }

  /**
   * Refuses what the address cannot be asked for.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public void requireFor(FeedAddress address) {
    boolean webcamOnly = widthPixels > 0 || framesPerSecond > 0 || !format.isEmpty();
    require(
        address.kind() == FeedAddress.Kind.WEBCAM || !webcamOnly,
        "input '%s' is no webcam, whose size, rate and format can be chosen: leave them away, its sender decides"
            .formatted(address));
    require(
        address.kind() != FeedAddress.Kind.FILE || others.isEmpty(),
        "input '%s' is a file, which takes no input options: leave them away".formatted(address));
  }

  /** Whether pictures of that size are what was asked for. */
  boolean allows(int width, int height) {
    return widthPixels == 0 || widthPixels == width && heightPixels == height;
  }

  /** The options by FFmpeg's names. */
  Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    if (widthPixels > 0) {
      named.put("video_size", widthPixels + "x" + heightPixels);
    }
    if (framesPerSecond > 0) {
      named.put("framerate", Double.toString(framesPerSecond));
    }
    if (!format.isEmpty()) {
      named.put("input_format", format);
    }
    named.putAll(others);
    return named;
  }
}
