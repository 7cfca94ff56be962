package io.understudy.connectors.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.understudy.connectors.media.RgbImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * The boosted cascade of frontal faces that comes in OpenCV's jar, so nothing has to be downloaded.
 * It finds faces that look within some 40 degrees of the camera.
 */
public final class CascadeFaceDetector implements FaceDetector {
  private static final String CASCADE =
      "/org/bytedeco/opencv/%s/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml";

  /** Side of the smallest face on the picture that the cascade sees; it was trained on 20. */
  private static final double SMALLEST_SEEN_PIXELS = 24;

  private static final double SCALE_STEP = 1.12;
  private static final int FEWEST_NEIGHBOURS = 3;

  /** So many windows around one face make it certain. */
  private static final double CERTAIN_NEIGHBOURS = 20;

  private final CascadeClassifier cascade;
  private final Mat seen = new Mat();
  private boolean closed;

  /** Unpacks and loads the cascade; some 20 ms, once. */
  public CascadeFaceDetector() {
    try {
      File file = Loader.cacheResource(CASCADE.formatted(Loader.getPlatform()));
      cascade = new CascadeClassifier(file.getPath());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the face cascade of OpenCV's jar cannot be unpacked: make the cache folder writable", e);
    }
  }

  @Override
  public List<FaceBox> detect(RgbImage image, double smallestPixels) {
    double scale = Math.min(1, SMALLEST_SEEN_PIXELS / smallestPixels);
    shrink(image, scale);
    int smallest = (int) Math.max(SMALLEST_SEEN_PIXELS, Math.floor(smallestPixels * scale));
    try (RectVector found = new RectVector();
        IntPointer neighbours = new IntPointer();
        Size from = new Size(smallest, smallest);
        Size to = new Size()) {
      cascade.detectMultiScale2(
          seen, found, neighbours, SCALE_STEP, FEWEST_NEIGHBOURS, 0, from, to);
      return boxes(found, neighbours, scale);
    }
  }

  private void shrink(RgbImage image, double scale) {
    try (BytePointer pixels = new BytePointer(image.rgb());
        Mat rgb = new Mat(image.heightPixels(), image.widthPixels(), CV_8UC3, pixels);
        Mat small = new Mat();
        Size size =
            new Size(
                (int) Math.max(1, Math.round(image.widthPixels() * scale)),
                (int) Math.max(1, Math.round(image.heightPixels() * scale)))) {
      resize(rgb, small, size, 0, 0, scale < 0.5 ? INTER_AREA : INTER_LINEAR);
      cvtColor(small, seen, COLOR_RGB2GRAY);
    }
  }

  private static List<FaceBox> boxes(RectVector found, IntPointer neighbours, double scale) {
    List<FaceBox> boxes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Rect rectangle = found.get(i);
      double side = Math.max(rectangle.width(), rectangle.height()) / scale;
      double centreX = (rectangle.x() + rectangle.width() / 2.0) / scale;
      double centreY = (rectangle.y() + rectangle.height() / 2.0) / scale;
      double score = Math.min(1, neighbours.get(i) / CERTAIN_NEIGHBOURS);
      boxes.add(new FaceBox(centreX, centreY, side, score));
    }
    return boxes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cascade.close();
      seen.close();
    }
  }
}
