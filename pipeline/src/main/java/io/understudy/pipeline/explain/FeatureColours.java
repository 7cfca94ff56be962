package io.understudy.pipeline.explain;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.PCACompute;
import static org.bytedeco.opencv.global.opencv_core.PCAProject;

import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A map of many channels as colours: its three strongest principal components are red, green and
 * blue, each over its own range. Pure.
 */
final class FeatureColours {
  private static final int COMPONENTS = 3;

  /** Share of places at either end of a component that is cut off. */
  private static final double CUT = 0.01;

  private FeatureColours() {}

  /** Draws a map. */
  static RgbImage of(FeatureMap map) {
    byte[] levels = levels(project(rows(map), map.channels()));
    return new RgbImage(map.width(), map.height(), levels);
  }

  /** One row of channels for each place. */
  private static float[] rows(FeatureMap map) {
    float[] values = map.array().values();
    float[] rows = new float[values.length];
    int places = map.width() * map.height();
    for (int i = 0; i < values.length; i++) {
      rows[i % places * map.channels() + i / places] = values[i];
    }
    return rows;
  }

  /** Three components for each row; those that there are not are 0. */
  private static float[] project(float[] rows, int channels) {
    int count = rows.length / channels;
    try (FloatPointer data = new FloatPointer(rows);
        Mat places = new Mat(count, channels, CV_32FC1, data);
        Mat mean = new Mat();
        Mat vectors = new Mat();
        Mat projected = new Mat()) {
      PCACompute(places, mean, vectors, COMPONENTS);
      PCAProject(places, mean, vectors, projected);
      float[] found = new float[count * projected.cols()];
      new FloatPointer(projected.data()).get(found);
      return widened(found, count, signs(vectors));
    }
  }

  /** A component's sign is arbitrary: its largest weight shall be positive. */
  private static float[] signs(Mat vectors) {
    float[] weights = new float[vectors.rows() * vectors.cols()];
    new FloatPointer(vectors.data()).get(weights);
    float[] signs = new float[vectors.rows()];
    for (int row = 0; row < signs.length; row++) {
      float largest = 0;
      for (int i = row * vectors.cols(); i < (row + 1) * vectors.cols(); i++) {
        largest = Math.abs(weights[i]) > Math.abs(largest) ? weights[i] : largest;
      }
      signs[row] = Math.signum(largest);
    }
    return signs;
  }

  private static float[] widened(float[] found, int count, float[] signs) {
    float[] components = new float[COMPONENTS * count];
    for (int i = 0; i < found.length; i++) {
      int component = i % signs.length;
      components[COMPONENTS * (i / signs.length) + component] = signs[component] * found[i];
    }
    return components;
  }

  private static byte[] levels(float[] components) {
    byte[] levels = new byte[components.length];
    int count = components.length / COMPONENTS;
    for (int component = 0; component < COMPONENTS; component++) {
      float[] sorted = new float[count];
      for (int i = 0; i < count; i++) {
        sorted[i] = components[COMPONENTS * i + component];
      }
      Arrays.sort(sorted);
      int cut = (int) (CUT * count);
      double low = sorted[cut];
      double span = sorted[count - 1 - cut] - low;
      for (int i = component; i < components.length; i += COMPONENTS) {
        double share = span > 0 ? (components[i] - low) / span : 0.5;
        levels[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, share)));
      }
    }
    return levels;
  }
}
