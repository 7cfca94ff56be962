package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

/** Keeps FFmpeg's own messages off the console: failures reach the caller as exceptions. */
public final class FfmpegLog {
  private FfmpegLog() {}

  /** Takes effect for the whole process. */
  public static void quiet() {
    av_log_set_level(AV_LOG_FATAL);
  }
}
