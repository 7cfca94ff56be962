package io.understudy.model.detector;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;

import io.understudy.model.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * MediaPipe's short-range face detector: 128x128 pixels in, 896 boxes with six keypoints out, on
 * OpenCV's network runtime. One thread; the owner closes it.
 */
final class FaceFinder implements AutoCloseable {
  private static final int INPUT_PIXELS = 128;
  private static final int NUMBERS_A_BOX = 16;
  private static final double LEAST_SCORE = 0.5;
  private static final double SAME_FACE = 0.5;
  private static final Comparator<FaceBox> BY_SCORE = Comparator.comparingDouble(FaceBox::score);

  private final TfliteNetwork network;

  FaceFinder(Path model) {
    network = new TfliteNetwork(model);
  }

  /** The face with the best score, empty where none is likely. */
  Optional<FaceBox> find(Picture picture) {
    return candidates(picture).stream().max(BY_SCORE);
  }

  /** All likely faces, the best first, each once. */
  List<FaceBox> findAll(Picture picture) {
    return distinct(candidates(picture));
  }

  /** Of boxes around the same face the best, best first. */
  static List<FaceBox> distinct(List<FaceBox> boxes) {
    List<FaceBox> kept = new ArrayList<>();
    boxes.stream()
        .sorted(BY_SCORE.reversed())
        .filter(box -> kept.stream().noneMatch(better -> box.overlap(better) > SAME_FACE))
        .forEachOrdered(kept::add);
    return kept;
  }

  private List<FaceBox> candidates(Picture picture) {
    int side = Math.max(picture.widthPixels(), picture.heightPixels());
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat image = new Mat(picture.heightPixels(), picture.widthPixels(), CV_8UC3, pixels);
        Mat square = new Mat();
        Scalar black = new Scalar(0, 0, 0, 0);
        Size size = new Size(INPUT_PIXELS, INPUT_PIXELS);
        Scalar middle = new Scalar(127.5, 127.5, 127.5, 0)) {
      int right = side - picture.widthPixels();
      int bottom = side - picture.heightPixels();
      copyMakeBorder(image, square, 0, bottom, 0, right, BORDER_CONSTANT, black);
      try (Mat input = blobFromImage(square, 1 / 127.5, size, middle, false, false, CV_32F)) {
        float[][] outputs = network.run(input, "classificators", "regressors");
        return likely(outputs[0], outputs[1], side);
      }
    }
  }

  private static List<FaceBox> likely(float[] scores, float[] boxes, int side) {
    List<FaceBox> likely = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      double score = 1 / (1 + Math.exp(-scores[i]));
      if (score >= LEAST_SCORE) {
        likely.add(box(boxes, i, side, score));
      }
    }
    return likely;
  }

  private static FaceBox box(float[] boxes, int index, int side, double score) {
    int at = NUMBERS_A_BOX * index;
    double scale = (double) side / INPUT_PIXELS;
    double rise = boxes[at + 7] - boxes[at + 5];
    double run = boxes[at + 6] - boxes[at + 4];
    return new FaceBox(
        scale * (boxes[at] + INPUT_PIXELS * anchorX(index)),
        scale * (boxes[at + 1] + INPUT_PIXELS * anchorY(index)),
        scale * Math.max(boxes[at + 2], boxes[at + 3]),
        Math.atan2(rise, run),
        score);
  }

  /** Anchors: two in each cell of a 16x16 grid, then six in each cell of an 8x8 grid. */
  private static double anchorX(int index) {
    return index < 512 ? (index / 2 % 16 + 0.5) / 16 : ((index - 512) / 6 % 8 + 0.5) / 8;
  }

  private static double anchorY(int index) {
    return index < 512 ? (index / 2 / 16 + 0.5) / 16 : ((index - 512) / 6 / 8 + 0.5) / 8;
  }

  @Override
  public void close() {
    network.close();
  }
}
