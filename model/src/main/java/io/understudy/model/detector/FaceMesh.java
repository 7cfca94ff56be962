package io.understudy.model.detector;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.understudy.model.Picture;
import io.understudy.model.detector.SearchTiles.Tile;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * MediaPipe's face mesh, 468 landmarks, behind its face detector; each picture is looked at afresh.
 * One thread; the owner closes it.
 */
public final class FaceMesh implements LandmarkDetector {
  private static final int INPUT_PIXELS = 192;

  private final FaceFinder finder;
  private final TfliteNetwork network;

  /**
   * Loads both networks.
   *
   * @throws IllegalArgumentException if a file holds no network
   */
  public FaceMesh(Path detectorModel, Path meshModel) {
    finder = new FaceFinder(detectorModel);
    network = new TfliteNetwork(meshModel);
  }

  @Override
  public String name() {
    return "mesh468";
  }

  @Override
  public Optional<FaceLandmarks> detect(Picture picture) {
    return finder.find(picture).flatMap(box -> landmarks(picture, box));
  }

  /**
   * All faces from {@code smallestPixels} up, each once, the surest first: what the detector finds
   * in the whole and in parts of the picture and the mesh confirms.
   *
   * @param smallestPixels side of the smallest face to look for; larger is faster
   */
  public List<MeshFace> detectAll(Picture picture, double smallestPixels) {
    List<FaceBox> boxes = new ArrayList<>();
    for (Tile tile :
        SearchTiles.of(picture.widthPixels(), picture.heightPixels(), smallestPixels)) {
      for (FaceBox box : finder.findAll(tile.cut(picture))) {
        boxes.add(box.movedBy(tile.left(), tile.top()));
      }
    }
    List<MeshFace> faces = new ArrayList<>();
    for (FaceBox box : FaceFinder.distinct(boxes)) {
      landmarks(picture, box).ifPresent(mesh -> faces.add(new MeshFace(mesh, box.score())));
    }
    return faces;
  }

  private Optional<FaceLandmarks> landmarks(Picture picture, FaceBox box) {
    double[] map = box.fromSquare(INPUT_PIXELS);
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat image = new Mat(picture.heightPixels(), picture.widthPixels(), CV_8UC3, pixels);
        Mat affine = new Mat(2, 3, CV_64FC1);
        Mat face = new Mat();
        Scalar black = new Scalar(0, 0, 0, 0);
        Size size = new Size(INPUT_PIXELS, INPUT_PIXELS)) {
      affine.<DoubleBuffer>createBuffer().put(map);
      int inverse = INTER_LINEAR | WARP_INVERSE_MAP;
      warpAffine(image, face, affine, size, inverse, BORDER_CONSTANT, black);
      try (Mat input = blobFromImage(face, 1 / 255.0, size, black, false, false, CV_32F)) {
        float[][] outputs = network.run(input, "conv2d_31", "conv2d_21");
        boolean present = outputs[0][0] > 0;
        return present ? Optional.of(onPicture(outputs[1], map)) : Optional.empty();
      }
    }
  }

  private static FaceLandmarks onPicture(float[] found, double[] map) {
    float[] coordinates = new float[found.length];
    double scale = Math.hypot(map[0], map[3]);
    for (int i = 0; i < found.length; i += 3) {
      double x = found[i];
      double y = found[i + 1];
      coordinates[i] = (float) (map[0] * x + map[1] * y + map[2]);
      coordinates[i + 1] = (float) (map[3] * x + map[4] * y + map[5]);
      coordinates[i + 2] = (float) (scale * found[i + 2]);
    }
    return new FaceLandmarks(coordinates);
  }

  @Override
  public void close() {
    finder.close();
    network.close();
  }
}
