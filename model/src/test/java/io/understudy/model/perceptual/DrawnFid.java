package io.understudy.model.perceptual;

import java.util.List;
import java.util.Random;

/** Tensors of the names and shapes that the published file of FID's network has, drawn. */
final class DrawnFid {
  /** Name, outputs, inputs, height and width of every convolution. */
  private static final String LAYOUT =
      """
      Conv2d_1a_3x3 32 3 3 3
      Conv2d_2a_3x3 32 32 3 3
      Conv2d_2b_3x3 64 32 3 3
      Conv2d_3b_1x1 80 64 1 1
      Conv2d_4a_3x3 192 80 3 3
      %s%s%sMixed_6a.branch3x3 384 288 3 3
      Mixed_6a.branch3x3dbl_1 64 288 1 1
      Mixed_6a.branch3x3dbl_2 96 64 3 3
      Mixed_6a.branch3x3dbl_3 96 96 3 3
      %s%s%s%sMixed_7a.branch3x3_1 192 768 1 1
      Mixed_7a.branch3x3_2 320 192 3 3
      Mixed_7a.branch7x7x3_1 192 768 1 1
      Mixed_7a.branch7x7x3_2 192 192 1 7
      Mixed_7a.branch7x7x3_3 192 192 7 1
      Mixed_7a.branch7x7x3_4 192 192 3 3
      %s%s"""
          .formatted(
              blockA("Mixed_5b", 192, 32),
              blockA("Mixed_5c", 256, 64),
              blockA("Mixed_5d", 288, 64),
              blockC("Mixed_6b", 128),
              blockC("Mixed_6c", 160),
              blockC("Mixed_6d", 160),
              blockC("Mixed_6e", 192),
              blockE("Mixed_7b", 1280),
              blockE("Mixed_7c", 2048));

  /** Of what leaves a convolution; so small that another eps would show. */
  private static final double VARIANCE = 0.01;

  private DrawnFid() {}

  private record Layer(String name, int out, int in, int height, int width) {
    static Layer of(String line) {
      String[] words = line.split(" ");
      return new Layer(
          words[0],
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]),
          Integer.parseInt(words[4]));
    }

    int weights() {
      return out * in * height * width;
    }
  }

  /** All tensors, with a last layer of so many classes. */
  static TensorsWriter tensors(int classes) {
    Random random = new Random(7);
    TensorsWriter tensors = new TensorsWriter();
    for (Layer layer : layers()) {
      double range = Math.sqrt(VARIANCE * 6.0 * layer.out / layer.weights());
      String norm = layer.name + ".bn.";
      tensors
          .put(
              layer.name + ".conv.weight",
              drawn(layer.weights(), -range, range, random),
              layer.out,
              layer.in,
              layer.height,
              layer.width)
          .put(norm + "weight", drawn(layer.out, 0.9, 1.1, random), layer.out)
          .put(norm + "bias", drawn(layer.out, -0.1, 0.1, random), layer.out)
          .put(norm + "running_mean", drawn(layer.out, -0.01, 0.01, random), layer.out)
          .put(
              norm + "running_var",
              drawn(layer.out, 0.8 * VARIANCE, 1.2 * VARIANCE, random),
              layer.out);
    }
    return tensors
        .put("fc.weight", new float[classes * 2048], classes, 2048)
        .put("fc.bias", new float[classes], classes);
  }

  /** Trained values of all convolutions and norms. */
  static long trained() {
    return layers().stream().mapToLong(layer -> layer.weights() + 2L * layer.out).sum();
  }

  private static List<Layer> layers() {
    return LAYOUT.lines().map(Layer::of).toList();
  }

  private static float[] drawn(int size, double from, double to, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (from + (to - from) * random.nextFloat());
    }
    return values;
  }

  private static String blockA(String name, int in, int pooled) {
    return """
        NAME.branch1x1 64 IN 1 1
        NAME.branch5x5_1 48 IN 1 1
        NAME.branch5x5_2 64 48 5 5
        NAME.branch3x3dbl_1 64 IN 1 1
        NAME.branch3x3dbl_2 96 64 3 3
        NAME.branch3x3dbl_3 96 96 3 3
        NAME.branch_pool POOLED IN 1 1
        """
        .replace("NAME", name)
        .replace("IN", Integer.toString(in))
        .replace("POOLED", Integer.toString(pooled));
  }

  private static String blockC(String name, int width) {
    return """
        NAME.branch1x1 192 768 1 1
        NAME.branch7x7_1 WIDTH 768 1 1
        NAME.branch7x7_2 WIDTH WIDTH 1 7
        NAME.branch7x7_3 192 WIDTH 7 1
        NAME.branch7x7dbl_1 WIDTH 768 1 1
        NAME.branch7x7dbl_2 WIDTH WIDTH 7 1
        NAME.branch7x7dbl_3 WIDTH WIDTH 1 7
        NAME.branch7x7dbl_4 WIDTH WIDTH 7 1
        NAME.branch7x7dbl_5 192 WIDTH 1 7
        NAME.branch_pool 192 768 1 1
        """
        .replace("NAME", name)
        .replace("WIDTH", Integer.toString(width));
  }

  private static String blockE(String name, int in) {
    return """
        NAME.branch1x1 320 IN 1 1
        NAME.branch3x3_1 384 IN 1 1
        NAME.branch3x3_2a 384 384 1 3
        NAME.branch3x3_2b 384 384 3 1
        NAME.branch3x3dbl_1 448 IN 1 1
        NAME.branch3x3dbl_2 384 448 3 3
        NAME.branch3x3dbl_3a 384 384 1 3
        NAME.branch3x3dbl_3b 384 384 3 1
        NAME.branch_pool 192 IN 1 1
        """
        .replace("NAME", name)
        .replace("IN", Integer.toString(in));
  }
}
