package io.understudy.connectors.media;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LANCZOS4;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.media.PictureException.Reason;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Cuts and resizes pictures. Pure; any thread. */
public final class PictureTransform {
  /** In pixels of the small picture. */
  private static final double UNSHARP_RADIUS = 0.5;

  private static final double UNSHARP_AMOUNT = 0.3;

  private PictureTransform() {}

  /** A square of a picture, in pixels, within its borders. */
  public record Square(int left, int top, int side) {}

  /** The square that {@code crop} names in {@code image}, moved inside its borders. */
  public static Square square(RgbImage image, Crop crop) {
    int shorter = Math.min(image.widthPixels(), image.heightPixels());
    int side = Math.min(shorter, Math.max(1, (int) Math.round(shorter * crop.side())));
    return new Square(
        start(crop.centreX() * image.widthPixels(), side, image.widthPixels()),
        start(crop.centreY() * image.heightPixels(), side, image.heightPixels()),
        side);
  }

  private static int start(double centre, int side, int length) {
    return Math.min(length - side, Math.max(0, (int) Math.round(centre - side / 2.0)));
  }

  /** The pixels of {@code square}; the image itself where that is all of it. */
  public static RgbImage crop(RgbImage image, Square square) {
    int side = square.side();
    if (side == image.widthPixels() && side == image.heightPixels()) {
      return image;
    }
    byte[] rgb = new byte[3 * side * side];
    for (int row = 0; row < side; row++) {
      int from = 3 * ((square.top() + row) * image.widthPixels() + square.left());
      System.arraycopy(image.rgb(), from, rgb, 3 * row * side, 3 * side);
    }
    return new RgbImage(side, side, rgb);
  }

  /**
   * {@code image} at another size: bilinear, or the mean of the covered pixels where it shrinks by
   * more than two, which bilinear sampling would alias; itself where it has that size.
   */
  public static RgbImage resized(RgbImage image, int widthPixels, int heightPixels) {
    if (image.widthPixels() == widthPixels && image.heightPixels() == heightPixels) {
      return image;
    }
    boolean shrinks =
        image.widthPixels() > 2 * widthPixels || image.heightPixels() > 2 * heightPixels;
    try (BytePointer pixels = new BytePointer(image.rgb());
        Mat from = new Mat(image.heightPixels(), image.widthPixels(), CV_8UC3, pixels);
        Mat to = new Mat(heightPixels, widthPixels, CV_8UC3);
        Size size = new Size(widthPixels, heightPixels)) {
      resize(from, to, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
      byte[] rgb = new byte[3 * widthPixels * heightPixels];
      to.data().get(rgb);
      return new RgbImage(widthPixels, heightPixels, rgb);
    }
  }

  /**
   * {@code image} at another size with what bilinear sampling would blur: where it grows, Lanczos
   * over eight by eight pixels and a light unsharp mask as wide as the pixels have become; else
   * {@link #resized}.
   */
  public static RgbImage enlarged(RgbImage image, int widthPixels, int heightPixels) {
    double scale = (double) widthPixels / image.widthPixels();
    if (scale <= 1 || heightPixels <= image.heightPixels()) {
      return resized(image, widthPixels, heightPixels);
    }
    try (BytePointer pixels = new BytePointer(image.rgb());
        Mat from = new Mat(image.heightPixels(), image.widthPixels(), CV_8UC3, pixels);
        Mat large = new Mat();
        Mat blurred = new Mat();
        Size size = new Size(widthPixels, heightPixels);
        Size fitting = new Size(0, 0)) {
      resize(from, large, size, 0, 0, INTER_LANCZOS4);
      GaussianBlur(large, blurred, fitting, UNSHARP_RADIUS * scale);
      addWeighted(large, 1 + UNSHARP_AMOUNT, blurred, -UNSHARP_AMOUNT, 0, large);
      byte[] rgb = new byte[3 * widthPixels * heightPixels];
      large.data().get(rgb);
      return new RgbImage(widthPixels, heightPixels, rgb);
    }
  }

  /**
   * {@code image} with its shorter edge at {@code shorterPixels} and its shape kept.
   *
   * @throws PictureException if that is more than {@link PictureBounds#DEFAULT} allows, which
   *     whoever reads it keeps to
   */
  public static RgbImage scaled(RgbImage image, int shorterPixels) throws PictureException {
    int shorter = Math.min(image.widthPixels(), image.heightPixels());
    double scale = (double) shorterPixels / shorter;
    long width = Math.round(image.widthPixels() * scale);
    long height = Math.round(image.heightPixels() * scale);
    if (!PictureBounds.DEFAULT.allow(width, height)) {
      throw new PictureException(
          Reason.TOO_LARGE,
          "picture of %dx%d pixels becomes %dx%d in the size that is asked for, at most %d pixels and %d a side are allowed: ask for a smaller size or send it less narrow"
              .formatted(
                  image.widthPixels(),
                  image.heightPixels(),
                  width,
                  height,
                  PictureBounds.DEFAULT.maxPixels(),
                  PictureBounds.MOST_SIDE));
    }
    return resized(image, (int) width, (int) height);
  }

  /** {@code image} turned counter-clockwise by {@code quarterTurns}, 0 to 3. */
  static RgbImage turned(RgbImage image, int quarterTurns) {
    if (quarterTurns == 0) {
      return image;
    }
    try (BytePointer pixels = new BytePointer(image.rgb());
        Mat from = new Mat(image.heightPixels(), image.widthPixels(), CV_8UC3, pixels);
        Mat to = new Mat()) {
      // OpenCV's codes count clockwise: 0 is a quarter turn.
      rotate(from, to, 3 - quarterTurns);
      byte[] rgb = new byte[image.rgb().length];
      to.data().get(rgb);
      return new RgbImage(to.cols(), to.rows(), rgb);
    }
  }
}
