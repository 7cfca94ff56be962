package io.understudy.pipeline.film;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_DUPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.understudy.connectors.media.RgbImage;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Lays pictures out side by side, each in a square panel with a caption below. Not thread-safe: it
 * reuses its canvas. Closing frees the canvas.
 */
public final class Triptych implements AutoCloseable {
  private static final int CAPTION_PIXELS = 28;
  private static final double FONT_SCALE = 0.5;

  private final int panelPixels;
  private final List<String> captions;
  private final Mat canvas;

  /**
   * An empty layout.
   *
   * @param panelPixels side of each panel, even
   * @param captions one for each panel, left to right
   */
  public Triptych(int panelPixels, List<String> captions) {
    this.panelPixels = panelPixels;
    this.captions = List.copyOf(captions);
    this.canvas =
        new Mat(
            panelPixels + CAPTION_PIXELS,
            panelPixels * captions.size(),
            CV_8UC3,
            new Scalar(24, 24, 24, 0));
    for (int i = 0; i < captions.size(); i++) {
      caption(i);
    }
  }

  /** The pictures side by side; the centred square of each fills its panel. */
  public RgbImage compose(List<RgbImage> pictures) {
    if (pictures.size() != captions.size()) {
      throw new IllegalArgumentException(
          "%d captions need as many pictures, got %d".formatted(captions.size(), pictures.size()));
    }
    for (int i = 0; i < pictures.size(); i++) {
      place(i, pictures.get(i));
    }
    byte[] rgb = new byte[Math.multiplyExact(canvas.rows() * canvas.cols(), 3)];
    canvas.data().get(rgb);
    return new RgbImage(canvas.cols(), canvas.rows(), rgb);
  }

  @Override
  public void close() {
    canvas.close();
  }

  private void place(int index, RgbImage picture) {
    int side = Math.min(picture.widthPixels(), picture.heightPixels());
    int left = (picture.widthPixels() - side) / 2;
    int top = (picture.heightPixels() - side) / 2;
    try (Mat whole = new Mat(picture.heightPixels(), picture.widthPixels(), CV_8UC3);
        Mat square = new Mat(whole, new Rect(left, top, side, side));
        Mat panel = panel(index);
        Size size = new Size(panelPixels, panelPixels)) {
      whole.data().put(picture.rgb());
      resize(square, panel, size, 0, 0, INTER_AREA);
    }
  }

  private Mat panel(int index) {
    return new Mat(canvas, new Rect(index * panelPixels, 0, panelPixels, panelPixels));
  }

  private void caption(int index) {
    String text = captions.get(index);
    try (Size size = getTextSize(text, FONT_HERSHEY_DUPLEX, FONT_SCALE, 1, new int[1]);
        Point at =
            new Point(
                index * panelPixels + (panelPixels - size.width()) / 2,
                panelPixels + (CAPTION_PIXELS + size.height()) / 2);
        Scalar white = new Scalar(235, 235, 235, 0)) {
      putText(canvas, text, at, FONT_HERSHEY_DUPLEX, FONT_SCALE, white, 1, LINE_AA, false);
    }
  }
}
