package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_d2q;

import io.understudy.connectors.provenance.DigitalSourceType;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** How every output is encoded and marked: H.264, two seconds between key frames. One thread. */
public final class H264Encoder {
  private static final String OPEN_H264 = "libopenh264";
  private static final String X264 = "libx264";
  private static final List<String> NAMES = List.of(OPEN_H264, X264, "h264_nvenc");
  static final double BITS_PER_PIXEL = 0.25;

  /** As many as OpenH264 believes in. */
  private static final double MOST_PICTURES_PER_SECOND = 60;

  /** That of the ratio which a recorder makes of its rate. */
  private static final int LARGEST_DENOMINATOR = 1_001_000;

  private final FFmpegFrameRecorder recorder;
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);

  private H264Encoder(FFmpegFrameRecorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Sets a recorder up that is not started yet; it stays the caller's to start and close.
   *
   * @throws IOException if this FFmpeg has no such encoder
   */
  public static H264Encoder of(FFmpegFrameRecorder recorder, double framesPerSecond)
      throws IOException {
    double pixelsPerSecond = recorder.getImageWidth() * recorder.getImageHeight() * framesPerSecond;
    recorder.setVideoCodec(AV_CODEC_ID_H264);
    recorder.setVideoCodecName(name());
    recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(framesPerSecond);
    recorder.setGopSize((int) Math.max(1, Math.round(2 * framesPerSecond)));
    recorder.setVideoBitrate((int) (pixelsPerSecond * BITS_PER_PIXEL));
    recorder.setMetadata("comment", "digitalSourceType=" + DigitalSourceType.COMPOSITE.uri());
    return new H264Encoder(recorder);
  }

  /**
   * As {@link #of(FFmpegFrameRecorder, double)} for pictures that may lie between the multiples of
   * the frame interval.
   *
   * @param ticksPerInterval times within it, 1 or more
   */
  static H264Encoder of(FFmpegFrameRecorder recorder, double framesPerSecond, int ticksPerInterval)
      throws IOException {
    H264Encoder encoder = of(recorder, framesPerSecond);
    try (AVRational rate = av_d2q(framesPerSecond, LARGEST_DENOMINATOR)) {
      recorder.setVideoOption(
          "time_base", "%d/%d".formatted(rate.den(), rate.num() * ticksPerInterval));
    }
    double excess = expectedExcess(recorder.getVideoCodecName(), framesPerSecond, ticksPerInterval);
    recorder.setVideoBitrate((int) (recorder.getVideoBitrate() * excess));
    return encoder;
  }

  /**
   * How many times as many pictures an encoder expects as come: x264 goes by their times, the
   * others take every tick for one and would leave most of the bits to those not there.
   */
  static double expectedExcess(String encoder, double framesPerSecond, int ticksPerInterval) {
    return switch (encoder) {
      case X264 -> 1;
      case OPEN_H264 ->
          Math.min(MOST_PICTURES_PER_SECOND, framesPerSecond * ticksPerInterval)
              / Math.min(MOST_PICTURES_PER_SECOND, framesPerSecond);
      default -> ticksPerInterval;
    };
  }

  /** The first encoder that this FFmpeg has: an unknown name would silently encode MPEG-4. */
  static String name() throws IOException {
    for (String name : NAMES) {
      if (avcodec_find_encoder_by_name(name) != null) {
        return name;
      }
    }
    throw new IOException("this FFmpeg has no H.264 encoder of " + NAMES);
  }

  /**
   * Appends a picture without the last row or column of an odd size, scaled to the recorder's size
   * where it has another one.
   *
   * @param tick its time in frame intervals, or in their parts, growing
   */
  public void encode(RgbImage image, int tick) throws FrameRecorder.Exception {
    if (pixels.capacity() < image.rgb().length) {
      pixels = ByteBuffer.allocateDirect(image.rgb().length);
    }
    pixels.clear().put(image.rgb()).flip();
    try (Frame frame = new Frame()) {
      frame.image = new Buffer[] {pixels};
      frame.imageWidth = image.widthPixels() & ~1;
      frame.imageHeight = image.heightPixels() & ~1;
      frame.imageDepth = Frame.DEPTH_UBYTE;
      frame.imageChannels = 3;
      frame.imageStride = 3 * image.widthPixels();
      recorder.setFrameNumber(tick);
      recorder.record(frame, avutil.AV_PIX_FMT_RGB24);
    }
  }
}
