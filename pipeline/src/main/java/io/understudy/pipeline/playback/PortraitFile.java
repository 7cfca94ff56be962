package io.understudy.pipeline.playback;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Reads a portrait from an image file of any format that OpenCV knows, upright. */
public final class PortraitFile {
  /** A longer side is scaled down to this, which is far above what any network takes. */
  private static final int MAX_SIDE_PIXELS = 2048;

  private static final long MAX_MEBIBYTES = 256;

  private PortraitFile() {}

  /**
   * The portrait as PNG, or as JPEG where that would not fit a record of the topics.
   *
   * @throws BadInputException if the file is missing, empty, above 256 MiB or not an image
   */
  public static ByteString read(Path file) {
    byte[] bytes = bytes(file);
    try (BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, CV_8UC1, data);
        Mat picture = imdecode(encoded, IMREAD_COLOR)) {
      if (picture == null || picture.empty()) {
        throw unreadable(file, "is not an image that can be decoded", null);
      }
      return png(picture);
    } catch (RuntimeException e) {
      if (e instanceof BadInputException) {
        throw e;
      }
      throw unreadable(file, "is not an image that can be decoded", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      requireBounds(file, Files.size(file));
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        throw unreadable(file, "is empty", null);
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, "cannot be read", e);
    }
  }

  private static void requireBounds(Path file, long bytes) {
    if (bytes > MAX_MEBIBYTES << 20) {
      throw new BadInputException(
          "source %s has %d MiB, a picture file must have at most %d MiB; give a smaller one"
              .formatted(file, bytes >> 20, MAX_MEBIBYTES));
    }
  }

  private static ByteString png(Mat picture) {
    double scale = (double) MAX_SIDE_PIXELS / Math.max(picture.cols(), picture.rows());
    try (BytePointer png = new BytePointer();
        Mat small = new Mat();
        Size size = new Size(0, 0)) {
      if (scale < 1) {
        resize(picture, small, size, scale, scale, INTER_AREA);
      }
      imencode(".png", scale < 1 ? small : picture, png);
      if (png.limit() > PictureBounds.MOST_BYTES) {
        imencode(".jpg", scale < 1 ? small : picture, png);
      }
      byte[] bytes = new byte[Math.toIntExact(png.limit())];
      png.get(bytes);
      return UnsafeByteOperations.unsafeWrap(bytes);
    }
  }

  private static BadInputException unreadable(Path file, String what, Exception cause) {
    return new BadInputException(
        "source %s %s: it must be a JPEG, PNG, WebP or similar picture; give another file"
            .formatted(file, what),
        cause);
  }
}
