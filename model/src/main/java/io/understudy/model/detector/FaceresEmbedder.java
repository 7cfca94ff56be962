package io.understudy.model.detector;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Picture;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The network {@code faceres} of VGGFace2, 1024 numbers a face, on the CPU: two pictures of one
 * person have a cosine above about 0.55.
 */
public final class FaceresEmbedder implements IdentityEmbedder {
  /** Outer corners of the eyes in the mesh of 468. */
  private static final int LEFT_CORNER = 33;

  private static final int RIGHT_CORNER = 263;
  private static final int INPUT_PIXELS = 224;
  private static final double MARGIN = 1.2;

  /** Mean levels of blue, green and red: the order in which the network was trained. */
  private static final float[] MEANS = {103.939f, 116.779f, 123.68f};

  private final Execution execution;
  private final FaceresNetwork network;

  private FaceresEmbedder(Execution execution, FaceresNetwork network) {
    this.execution = execution;
    this.network = network;
  }

  /**
   * Loads the package that {@code understudy models faceres} fetches.
   *
   * @throws io.understudy.model.weights.WeightsException if it is damaged
   * @throws IOException if it cannot be read
   */
  public static FaceresEmbedder read(Path folder) throws IOException {
    Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
    try {
      return new FaceresEmbedder(
          execution, new FaceresNetwork(execution, FaceresTensors.read(folder)));
    } catch (IOException | RuntimeException failure) {
      execution.close();
      throw failure;
    }
  }

  @Override
  public String name() {
    return "faceres";
  }

  @Override
  public float[] embed(Picture picture, FaceLandmarks landmarks) {
    return embed(crop(picture, box(landmarks)));
  }

  /** The vector of a square of {@value #INPUT_PIXELS} pixels, RGB. */
  float[] embed(byte[] rgb) {
    int places = INPUT_PIXELS * INPUT_PIXELS;
    float[] values = new float[3 * places];
    for (int i = 0; i < values.length; i++) {
      int channel = i / places;
      values[i] = (rgb[3 * (i % places) + 2 - channel] & 0xff) - MEANS[channel];
    }
    Execution.prepareThread();
    try (Scope scope = new Scope()) {
      NDArray image =
          execution.manager().create(values, new Shape(1, 3, INPUT_PIXELS, INPUT_PIXELS));
      return network.embed(image).toFloatArray();
    }
  }

  private static FaceBox box(FaceLandmarks face) {
    float left = face.x(0);
    float right = left;
    float top = face.y(0);
    float bottom = top;
    for (int i = 1; i < face.count(); i++) {
      left = Math.min(left, face.x(i));
      right = Math.max(right, face.x(i));
      top = Math.min(top, face.y(i));
      bottom = Math.max(bottom, face.y(i));
    }
    double roll =
        Math.atan2(
            face.y(RIGHT_CORNER) - face.y(LEFT_CORNER), face.x(RIGHT_CORNER) - face.x(LEFT_CORNER));
    double side = Math.max(right - left, bottom - top);
    return new FaceBox((left + right) / 2, (top + bottom) / 2, side, roll, 1);
  }

  private static byte[] crop(Picture picture, FaceBox box) {
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat image = new Mat(picture.heightPixels(), picture.widthPixels(), CV_8UC3, pixels);
        Mat affine = new Mat(2, 3, CV_64FC1);
        Mat face = new Mat();
        Scalar black = new Scalar(0, 0, 0, 0);
        Size size = new Size(INPUT_PIXELS, INPUT_PIXELS)) {
      affine.<DoubleBuffer>createBuffer().put(box.fromSquare(INPUT_PIXELS, MARGIN));
      int inverse = INTER_LINEAR | WARP_INVERSE_MAP;
      warpAffine(image, face, affine, size, inverse, BORDER_CONSTANT, black);
      byte[] rgb = new byte[3 * INPUT_PIXELS * INPUT_PIXELS];
      face.data().get(rgb);
      return rgb;
    }
  }

  @Override
  public void close() {
    execution.close();
  }
}
