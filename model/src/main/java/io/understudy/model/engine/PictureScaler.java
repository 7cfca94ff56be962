package io.understudy.model.engine;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.understudy.model.Picture;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Bilinear resizing to the network's input (NETWORKS section 1.8: OpenCV bilinear). */
final class PictureScaler {
  private PictureScaler() {}

  /** {@code picture} at {@code sizePixels} squared; itself where it has that size. */
  static Picture toSquare(Picture picture, int sizePixels) {
    if (picture.widthPixels() == sizePixels && picture.heightPixels() == sizePixels) {
      return picture;
    }
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat from = new Mat(picture.heightPixels(), picture.widthPixels(), CV_8UC3, pixels);
        Mat to = new Mat(sizePixels, sizePixels, CV_8UC3);
        Size size = new Size(sizePixels, sizePixels)) {
      resize(from, to, size, 0, 0, INTER_LINEAR);
      byte[] rgb = new byte[3 * sizePixels * sizePixels];
      to.data().get(rgb);
      return new Picture(sizePixels, sizePixels, rgb);
    }
  }
}
