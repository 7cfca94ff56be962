package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.PictureException.Reason;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Decodes the H.264 access units of one stream, a picture for each, in the order in which they were
 * encoded and beginning with a key picture ({@link AccessUnit#KEY_PICTURE}).
 *
 * <p>One thread. Owns its native buffers, some twenty pictures at most; {@code close()} is
 * idempotent. After a refusal only a key picture may follow.
 */
public final class AccessUnitDecoder implements AutoCloseable {
  private final PictureBounds bounds;
  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;
  private final PictureFrame rgb = new PictureFrame(AV_PIX_FMT_RGB24);
  private final SwsContext conversion = sws_alloc_context();
  private boolean closed;

  /**
   * A decoder that has seen nothing.
   *
   * @throws IllegalStateException if this FFmpeg has no H.264 decoder
   */
  public AccessUnitDecoder(PictureBounds bounds) {
    FfmpegLog.quiet();
    this.bounds = bounds;
    AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    context = avcodec_alloc_context3(codec);
    packet = av_packet_alloc();
    frame = av_frame_alloc();
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    context.thread_count(1); // threads of the decoder would hold pictures back
    context.err_recognition(AV_EF_EXPLODE);
    context.error_concealment(0);
    context.max_pixels(bounds.maxPixels());
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      close();
      throw new IllegalStateException("this FFmpeg has no H.264 decoder: use the one of the build");
    }
  }

  /**
   * Decodes the next access unit.
   *
   * @throws PictureException if it is too large or damaged, or not of one whole picture that is
   *     shown as soon as it is decoded
   */
  public RgbImage decode(ByteString unit) throws PictureException {
    if (closed) {
      throw new IllegalStateException("the access unit decoder is closed: open another one");
    }
    bounds.checkBytes(unit.size());
    if (unit.isEmpty() || !decodes(unit)) {
      throw new PictureException(
          Reason.UNDECODABLE,
          "H.264 access unit of %d bytes gives no picture of at most %d pixels: send whole Annex B units in display order, parameter sets with each key picture"
              .formatted(unit.size(), bounds.maxPixels()));
    }
    bounds.checkPixels(new PictureHeader(frame.width(), frame.height()));
    if (sws_scale_frame(conversion, rgb.sized(frame.width(), frame.height()), frame) < 0) {
      throw new PictureException(
          Reason.UNSUPPORTED_ENCODING,
          "H.264 picture has pixel format %d, which cannot be converted: send 4:2:0 with 8 bits"
              .formatted(frame.format()));
    }
    return rgb.copy();
  }

  private boolean decodes(ByteString unit) {
    if (av_new_packet(packet, unit.size()) < 0) {
      throw new OutOfMemoryError("no native memory for %d bytes".formatted(unit.size()));
    }
    unit.copyTo(packet.data().capacity(unit.size()).asByteBuffer());
    int sent = avcodec_send_packet(context, packet);
    av_packet_unref(packet);
    return sent >= 0
        && avcodec_receive_frame(context, frame) >= 0
        && frame.decode_error_flags() == 0
        && (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) == 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sws_free_context(conversion);
      rgb.close();
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }
}
