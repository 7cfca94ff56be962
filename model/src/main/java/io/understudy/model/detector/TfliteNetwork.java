package io.understudy.model.detector;

import static org.bytedeco.opencv.global.opencv_dnn.readNetFromTFLite;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/** A TensorFlow Lite network on OpenCV's runtime. One thread; the owner closes it. */
final class TfliteNetwork implements AutoCloseable {
  private final Net network;

  /**
   * Loads a network.
   *
   * @throws IllegalArgumentException if the file holds none
   */
  TfliteNetwork(Path file) {
    try {
      network = readNetFromTFLite(file.toString());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "model %s is no network that can be run: fetch it again with 'understudy models'"
              .formatted(file),
          e);
    }
  }

  /** The named outputs for {@code input}, batch 1. */
  float[][] run(Mat input, String... outputs) {
    network.setInput(input);
    try (StringVector names = new StringVector(outputs);
        MatVector results = new MatVector()) {
      network.forward(results, names);
      float[][] values = new float[outputs.length][];
      for (int i = 0; i < outputs.length; i++) {
        try (Mat result = results.get(i)) {
          values[i] = new float[(int) (result.total() * result.channels())];
          result.<FloatBuffer>createBuffer().get(values[i]);
        }
      }
      return values;
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
