package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Puts the sound of one file beside the picture of another by copying packets, bit for bit. */
final class SoundTrack {
  private SoundTrack() {}

  /** One elementary stream of an opened file and the packet that was read last. */
  private static final class Track implements AutoCloseable {
    private final AVFormatContext context = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();
    private int index;
    private AVStream target;
    private boolean ended;

    private Track() {}

    static Track open(Path file, int type, String what) throws IOException {
      Track track = new Track();
      if (avformat_open_input(track.context, file.toString(), null, (AVDictionary) null) >= 0
          && avformat_find_stream_info(track.context, (AVDictionary) null) >= 0) {
        track.index = av_find_best_stream(track.context, type, -1, -1, (AVCodec) null, 0);
        if (track.index >= 0) {
          return track;
        }
      }
      track.close();
      throw new IOException("'%s' has no %s that can be read".formatted(file, what));
    }

    AVStream stream() {
      return context.streams(index);
    }

    void addTo(AVFormatContext output) throws IOException {
      target = avformat_new_stream(output, null);
      avcodec_parameters_copy(target.codecpar(), stream().codecpar());
      target.codecpar().codec_tag(0);
      AVChannelLayout channels = target.codecpar().ch_layout();
      if (channels.nb_channels() > 0 && channels.order() == AV_CHANNEL_ORDER_UNSPEC) {
        // An AVI counts channels without naming them; an mp4 must name them.
        av_channel_layout_default(channels, channels.nb_channels());
      }
      target.time_base(stream().time_base());
    }

    /** Reads on to the next packet of this stream. */
    void advance() {
      do {
        av_packet_unref(packet);
        ended = av_read_frame(context, packet) < 0;
      } while (!ended && packet.stream_index() != index);
    }

    boolean isBefore(Track other) {
      return av_compare_ts(
              packet.dts(), stream().time_base(), other.packet.dts(), other.stream().time_base())
          <= 0;
    }

    void writeTo(AVFormatContext output, Path file) throws IOException {
      av_packet_rescale_ts(packet, stream().time_base(), target.time_base());
      packet.stream_index(target.index());
      packet.pos(-1);
      check(av_interleaved_write_frame(output, packet), file);
      advance();
    }

    @Override
    public void close() {
      av_packet_free(packet);
      avformat_close_input(context);
    }
  }

  /**
   * Writes the picture of {@code video} and the sound of {@code sound}, as long as the picture, to
   * {@code target}.
   *
   * @throws IOException if there is no sound or it cannot live in an mp4
   */
  static void copy(Path video, Path sound, Path target) throws IOException {
    AVFormatContext output = new AVFormatContext(null);
    try (Track picture = Track.open(video, AVMEDIA_TYPE_VIDEO, "picture");
        Track voice = Track.open(sound, AVMEDIA_TYPE_AUDIO, "sound")) {
      check(avformat_alloc_output_context2(output, null, "mp4", target.toString()), target);
      if (avformat_query_codec(output.oformat(), voice.stream().codecpar().codec_id(), 0) != 1) {
        throw cannotHold(voice, sound);
      }
      picture.addTo(output);
      voice.addTo(output);
      AVDictionary metadata = new AVDictionary(null);
      av_dict_copy(metadata, picture.context.metadata(), 0);
      output.metadata(metadata);
      AVIOContext file = new AVIOContext(null);
      check(avio_open(file, target.toString(), AVIO_FLAG_WRITE), target);
      output.pb(file);
      AVDictionary options = new AVDictionary(null);
      av_dict_set(options, "movflags", "+faststart", 0);
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

  private static void interleave(Track picture, Track voice, AVFormatContext output, Path target)
      throws IOException {
    picture.advance();
    voice.advance();
    while (!picture.ended) {
      Track next = !voice.ended && voice.isBefore(picture) ? voice : picture;
      next.writeTo(output, target);
    }
  }

  private static IOException cannotHold(Track voice, Path sound) {
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
