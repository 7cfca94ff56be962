package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Encodes pictures of one size as H.264 access units (Annex B), one for each, in display order;
 * every key picture comes with its parameter sets, so that a reader may begin there.
 *
 * <p>One thread. Owns its native buffers; {@code close()} is idempotent.
 */
public final class AccessUnitEncoder implements AutoCloseable {
  private final int widthPixels;
  private final int heightPixels;
  private final AVCodecContext context;
  private final AVPacket packet = av_packet_alloc();
  private final PictureFrame rgb = new PictureFrame(AV_PIX_FMT_RGB24);
  private final PictureFrame yuv = new PictureFrame(AV_PIX_FMT_YUV420P);
  private final SwsContext conversion = sws_alloc_context();
  private long pictures;
  private boolean closed;

  /**
   * An encoder for pictures of that size, which loses a last odd row and column.
   *
   * @param framesPerSecond what the bit rate is chosen for
   * @param keyInterval pictures from one key picture to the next, at least 1
   * @throws IOException if this FFmpeg has no H.264 encoder, or none for this size
   */
  public AccessUnitEncoder(int widthPixels, int heightPixels, int framesPerSecond, int keyInterval)
      throws IOException {
    FfmpegLog.quiet();
    this.widthPixels = widthPixels & ~1;
    this.heightPixels = heightPixels & ~1;
    AVCodec codec = avcodec_find_encoder_by_name(H264Encoder.name());
    context = avcodec_alloc_context3(codec);
    context.width(this.widthPixels).height(this.heightPixels).pix_fmt(AV_PIX_FMT_YUV420P);
    context.time_base(av_make_q(1, framesPerSecond)).framerate(av_make_q(framesPerSecond, 1));
    context.gop_size(keyInterval).max_b_frames(0);
    double pixelsPerSecond = (double) widthPixels * heightPixels * framesPerSecond;
    context.bit_rate((long) (pixelsPerSecond * H264Encoder.BITS_PER_PIXEL));
    av_opt_set(context.priv_data(), "tune", "zerolatency", 0); // x264 alone knows it and needs it
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      close();
      throw new IOException(
          "pictures of %dx%d pixels cannot be encoded as H.264: send another size or JPEG"
              .formatted(widthPixels, heightPixels));
    }
  }

  /** Width of the encoded picture. */
  public int widthPixels() {
    return widthPixels;
  }

  /** Height of the encoded picture. */
  public int heightPixels() {
    return heightPixels;
  }

  /**
   * The access unit of the next picture, of the encoder's size or by an odd row and column larger.
   *
   * @throws IOException if the encoder fails
   */
  public byte[] encode(RgbImage image) throws IOException {
    if (closed) {
      throw new IllegalStateException("the access unit encoder is closed: open another one");
    }
    AVFrame whole = rgb.of(image);
    AVFrame planes = yuv.sized(widthPixels, heightPixels);
    whole.width(widthPixels).height(heightPixels);
    int converted = sws_scale_frame(conversion, planes, whole);
    whole.width(image.widthPixels()).height(image.heightPixels());
    planes.pts(pictures++);
    if (converted < 0
        || avcodec_send_frame(context, planes) < 0
        || avcodec_receive_packet(context, packet) < 0) {
      throw new IOException(
          "the H.264 encoder gives no access unit for a picture of %dx%d pixels"
              .formatted(image.widthPixels(), image.heightPixels()));
    }
    byte[] unit = new byte[packet.size()];
    packet.data().get(unit);
    av_packet_unref(packet);
    return unit;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sws_free_context(conversion);
      yuv.close();
      rgb.close();
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }
}
