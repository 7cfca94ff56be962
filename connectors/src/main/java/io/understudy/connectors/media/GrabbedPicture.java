package io.understudy.connectors.media;

import java.nio.ByteBuffer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/** Copies the pictures that FFmpeg lends, upright. */
public final class GrabbedPicture {
  private GrabbedPicture() {}

  /**
   * A copy of what was grabbed last.
   *
   * @param frame 8-bit RGB
   * @param grabber knows which way the feed asks a player to turn it
   */
  public static RgbImage copy(Frame frame, FFmpegFrameGrabber grabber) {
    int quarterTurns = Math.floorMod((int) Math.round(grabber.getDisplayRotation() / 90), 4);
    return PictureTransform.turned(copy(frame), quarterTurns);
  }

  private static RgbImage copy(Frame frame) {
    int rowBytes = 3 * frame.imageWidth;
    byte[] rgb = new byte[rowBytes * frame.imageHeight];
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int row = 0; row < frame.imageHeight; row++) {
      pixels.position(row * frame.imageStride);
      pixels.get(rgb, row * rowBytes, rowBytes);
    }
    return new RgbImage(frame.imageWidth, frame.imageHeight, rgb);
  }
}
