package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** One elementary stream of an opened file and the packet that was read last. One thread. */
final class PacketTrack implements AutoCloseable {
  private static final int MICROS_PER_SECOND = 1_000_000;

  /**
   * What is kept from before the start, as much as Opus needs: a decoder needs some sound to find
   * its state, and an mp4 tells players not to play it.
   */
  private static final long PREROLL_MICROS = 80_000;

  private final AVFormatContext context = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private int index;
  private AVStream target;
  private long start;
  private long preroll;
  private boolean ended;

  private PacketTrack() {}

  static PacketTrack open(Path file, int type, String what) throws IOException {
    PacketTrack track = new PacketTrack();
    if (avformat_open_input(track.context, file.toString(), null, (AVDictionary) null) >= 0
        && avformat_find_stream_info(track.context, (AVDictionary) null) >= 0) {
      track.index = av_find_best_stream(track.context, type, -1, -1, (AVCodec) null, 0);
      if (track.index >= 0) {
        return track;
      }
    }
    track.close();
    throw new IOException(
        "'%s' has no %s that can be read: give another file".formatted(file, what));
  }

  AVStream stream() {
    return context.streams(index);
  }

  AVDictionary metadata() {
    return context.metadata();
  }

  /**
   * What the times in an opened file are when its own clock shows 0, µs: a transport stream begins
   * at 1.4 s, say. What lies before 0 belongs to no player's time.
   */
  static long startMicros(AVFormatContext file) {
    return Math.max(0, file.start_time());
  }

  /** Makes that time on the file's clock, µs, the start; called before the first packet is read. */
  void startAt(long micros) {
    try (AVRational micro = av_make_q(1, MICROS_PER_SECOND)) {
      start = av_rescale_q(startMicros(context) + micros, micro, stream().time_base());
      preroll = av_rescale_q(PREROLL_MICROS, micro, stream().time_base());
    }
  }

  void addTo(AVFormatContext output) {
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
    } while (!ended && (packet.stream_index() != index || endsBeforeStart()));
    packet.pts(sinceStart(packet.pts()));
    packet.dts(sinceStart(packet.dts()));
  }

  private boolean endsBeforeStart() {
    return packet.dts() != AV_NOPTS_VALUE && packet.dts() + packet.duration() < start - preroll;
  }

  private long sinceStart(long time) {
    return time == AV_NOPTS_VALUE ? time : time - start;
  }

  boolean ended() {
    return ended;
  }

  boolean isBefore(PacketTrack other) {
    return av_compare_ts(
            packet.dts(), stream().time_base(), other.packet.dts(), other.stream().time_base())
        <= 0;
  }

  /** Writes the packet that was read last and reads on; returns FFmpeg's result, below 0 errors. */
  int writeTo(AVFormatContext output) {
    av_packet_rescale_ts(packet, stream().time_base(), target.time_base());
    packet.stream_index(target.index());
    packet.pos(-1);
    int result = av_interleaved_write_frame(output, packet);
    advance();
    return result;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avformat_close_input(context);
  }
}
