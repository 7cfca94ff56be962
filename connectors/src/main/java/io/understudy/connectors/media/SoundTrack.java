package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Puts the sound of one file beside the picture of another by copying packets, bit for bit. */
public final class SoundTrack {
  private SoundTrack() {}

  /**
   * Finds out before a film is made what {@link VideoWriter#finishWithSoundOf} would find out
   * behind it.
   *
   * @throws IOException with one sentence if there is no sound in that file or it cannot live in an
   *     mp4
   */
  public static void check(Path sound) throws IOException {
    FfmpegLog.quiet();
    try (PacketTrack voice = PacketTrack.open(sound, AVMEDIA_TYPE_AUDIO, "sound")) {
      requireRoom(av_guess_format("mp4", null, null), voice, sound);
    }
  }

  /**
   * Writes the picture of {@code video} and the sound of {@code sound}, as long as the picture, to
   * {@code target}.
   *
   * @param startMicros time on the sound's clock at which the picture starts, µs
   * @param layout FFmpeg's options of the mp4, by name
   * @throws IOException if there is no sound or it cannot live in an mp4
   */
  static void copy(
      Path video, Path sound, long startMicros, Path target, Map<String, String> layout)
      throws IOException {
    AVFormatContext output = new AVFormatContext(null);
    try (PacketTrack picture = PacketTrack.open(video, AVMEDIA_TYPE_VIDEO, "picture");
        PacketTrack voice = PacketTrack.open(sound, AVMEDIA_TYPE_AUDIO, "sound")) {
      voice.startAt(startMicros);
      check(avformat_alloc_output_context2(output, null, "mp4", target.toString()), target);
      requireRoom(output.oformat(), voice, sound);
      picture.addTo(output);
      voice.addTo(output);
      AVDictionary metadata = new AVDictionary(null);
      av_dict_copy(metadata, picture.metadata(), 0);
      output.metadata(metadata);
      AVIOContext file = new AVIOContext(null);
      check(avio_open(file, target.toString(), AVIO_FLAG_WRITE), target);
      output.pb(file);
      AVDictionary options = new AVDictionary(null);
      layout.forEach((name, value) -> av_dict_set(options, name, value, 0));
      try {
        if (avformat_write_header(output, options) < 0) {
          throw cannotHold(voice, sound);
        }
        interleave(picture, voice, output, target);
        check(av_write_trailer(output), target);
      } finally {
        av_dict_free(options);
        avio_closep(file);
      }
    } finally {
      avformat_free_context(output);
    }
  }

  private static void interleave(
      PacketTrack picture, PacketTrack voice, AVFormatContext output, Path target)
      throws IOException {
    picture.advance();
    voice.advance();
    while (!picture.ended()) {
      PacketTrack next = !voice.ended() && voice.isBefore(picture) ? voice : picture;
      check(next.writeTo(output), target);
    }
  }

  private static void requireRoom(AVOutputFormat format, PacketTrack voice, Path sound)
      throws IOException {
    if (avformat_query_codec(format, voice.stream().codecpar().codec_id(), 0) != 1) {
      throw cannotHold(voice, sound);
    }
  }

  private static IOException cannotHold(PacketTrack voice, Path sound) {
    return new IOException(
        "sound of '%s' is %s, which an mp4 cannot hold: convert the sound to AAC first"
            .formatted(sound, avcodec_get_name(voice.stream().codecpar().codec_id()).getString()));
  }

  private static int check(int result, Path file) throws IOException {
    if (result < 0) {
      throw new IOException("FFmpeg cannot process '%s' (error %d)".formatted(file, result));
    }
    return result;
  }
}
