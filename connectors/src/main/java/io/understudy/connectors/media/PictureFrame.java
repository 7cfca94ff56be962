package io.understudy.connectors.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * An FFmpeg picture of one pixel format that is reused from call to call. One thread; owns its
 * native pixels.
 */
final class PictureFrame implements AutoCloseable {
  private final AVFrame frame = av_frame_alloc();
  private final int pixelFormat;

  PictureFrame(int pixelFormat) {
    this.pixelFormat = pixelFormat;
  }

  /** The frame with room for a picture of that size, which nobody else reads. */
  AVFrame sized(int widthPixels, int heightPixels) {
    if (frame.width() != widthPixels || frame.height() != heightPixels) {
      av_frame_unref(frame);
      frame.format(pixelFormat).width(widthPixels).height(heightPixels);
      require(av_frame_get_buffer(frame, 0));
    }
    require(av_frame_make_writable(frame));
    return frame;
  }

  private void require(int result) {
    if (result < 0) {
      throw new OutOfMemoryError(
          "no native memory for %dx%d pixels".formatted(frame.width(), frame.height()));
    }
  }

  /** The frame holding {@code image}, of RGB format only. */
  AVFrame of(RgbImage image) {
    AVFrame sized = sized(image.widthPixels(), image.heightPixels());
    int rowBytes = 3 * image.widthPixels();
    ByteBuffer pixels = pixels();
    for (int row = 0; row < image.heightPixels(); row++) {
      pixels.position(row * sized.linesize(0));
      pixels.put(image.rgb(), row * rowBytes, rowBytes);
    }
    return sized;
  }

  /** A copy of the picture that the frame holds, of RGB format only. */
  RgbImage copy() {
    int rowBytes = 3 * frame.width();
    byte[] rgb = new byte[rowBytes * frame.height()];
    ByteBuffer pixels = pixels();
    for (int row = 0; row < frame.height(); row++) {
      pixels.position(row * frame.linesize(0));
      pixels.get(rgb, row * rowBytes, rowBytes);
    }
    return new RgbImage(frame.width(), frame.height(), rgb);
  }

  private ByteBuffer pixels() {
    return frame.data(0).capacity((long) frame.linesize(0) * frame.height()).asByteBuffer();
  }

  @Override
  public void close() {
    av_frame_free(frame);
  }
}
