package io.understudy.connectors.media;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureException.Reason;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes and encodes pictures through OpenCV with buffers that are reused from call to call.
 *
 * <p>One thread. Owns its native buffers, which grow to the largest picture and stay within what
 * the bounds allow; {@code close()} is idempotent.
 */
public final class PictureCodec implements AutoCloseable {
  /** What fits a record of the topics: a sink would fail on a larger picture. */
  public static final int MAX_JPEG_BYTES = PictureBounds.MOST_BYTES;

  private static final int QUALITY_STEP = 15;

  private final PictureBounds bounds;
  private final Mat decoded = new Mat();
  private final Mat blueFirst = new Mat();
  private BytePointer staging = new BytePointer(1 << 16);
  private boolean closed;

  public PictureCodec(PictureBounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Decodes a picture.
   *
   * @param widthPixels width of {@code RAW_RGB}; ignored for the others
   * @param heightPixels height of {@code RAW_RGB}; ignored for the others
   * @throws PictureException if it is too large, damaged or of an encoding that is not decoded here
   */
  public RgbImage decode(
      ByteString bytes, FrameEncoding encoding, int widthPixels, int heightPixels)
      throws PictureException {
    requireOpen();
    bounds.checkBytes(bytes.size());
    return switch (encoding) {
      case RAW_RGB -> raw(bytes, new PictureHeader(widthPixels, heightPixels));
      case JPEG, PNG -> compressed(bytes);
      case H264 ->
          throw new PictureException(
              Reason.UNSUPPORTED_ENCODING,
              "encoding H264 cannot be decoded frame by frame: send JPEG, PNG or RAW_RGB");
    };
  }

  private RgbImage raw(ByteString bytes, PictureHeader size) throws PictureException {
    bounds.checkPixels(size);
    long needed = 3L * size.widthPixels() * size.heightPixels();
    if (bytes.size() != needed) {
      throw new PictureException(
          Reason.UNDECODABLE,
          "raw picture of %dx%d pixels needs %d bytes, got %d"
              .formatted(size.widthPixels(), size.heightPixels(), needed, bytes.size()));
    }
    return new RgbImage(size.widthPixels(), size.heightPixels(), bytes.toByteArray());
  }

  private RgbImage compressed(ByteString bytes) throws PictureException {
    bounds.checkPixels(PictureHeader.of(bytes));
    PictureHeader.requireWhole(bytes);
    reserve(bytes.size());
    bytes.copyTo(staging.asByteBuffer());
    try (Mat buffer = new Mat(1, bytes.size(), CV_8UC1, staging)) {
      // The same picture under a second header, which is ours to free.
      imdecode(buffer, IMREAD_COLOR_RGB, decoded).close();
    } catch (RuntimeException damaged) {
      throw undecodable(bytes);
    }
    if (decoded.empty()) {
      throw undecodable(bytes);
    }
    byte[] rgb = new byte[3 * decoded.rows() * decoded.cols()];
    decoded.data().get(rgb);
    return new RgbImage(decoded.cols(), decoded.rows(), rgb);
  }

  private static PictureException undecodable(ByteString bytes) {
    return new PictureException(
        Reason.UNDECODABLE,
        "picture of %d bytes cannot be decoded: it is damaged, send it again"
            .formatted(bytes.size()));
  }

  /** Makes {@link #staging} span that many bytes. */
  private void reserve(int bytes) {
    if (staging.capacity() < bytes) {
      staging.close();
      staging = new BytePointer(bytes);
    }
    staging.position(0).limit(bytes);
  }

  /**
   * Encodes a picture as JPEG of at most {@link #MAX_JPEG_BYTES}.
   *
   * @param quality 1 to 100; a picture that would be larger is encoded with less
   */
  public byte[] encodeJpeg(RgbImage image, int quality) {
    byte[] jpeg = encode(".jpg", image, IMWRITE_JPEG_QUALITY, quality);
    int lower = quality;
    while (jpeg.length > MAX_JPEG_BYTES && lower > 1) {
      lower = Math.max(1, lower - QUALITY_STEP);
      jpeg = encode(".jpg", image, IMWRITE_JPEG_QUALITY, lower);
    }
    return jpeg;
  }

  /** Encodes a picture as PNG, lossless. */
  public byte[] encodePng(RgbImage image) {
    return encode(".png", image);
  }

  private byte[] encode(String extension, RgbImage image, int... parameters) {
    requireOpen();
    reserve(image.rgb().length);
    staging.put(image.rgb());
    // A reused output would keep a record of every buffer that it ever had.
    try (Mat pixels = new Mat(image.heightPixels(), image.widthPixels(), CV_8UC3, staging);
        BytePointer encoded = new BytePointer();
        IntPointer options = new IntPointer(parameters)) {
      cvtColor(pixels, blueFirst, COLOR_RGB2BGR);
      if (!imencode(extension, blueFirst, encoded, options)) {
        throw new IllegalStateException(
            "a picture of %dx%d pixels cannot be encoded as %s"
                .formatted(image.widthPixels(), image.heightPixels(), extension));
      }
      byte[] result = new byte[Math.toIntExact(encoded.limit())];
      encoded.position(0).get(result);
      return result;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the picture codec is closed: open another one");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      decoded.close();
      blueFirst.close();
      staging.close();
    }
  }
}
