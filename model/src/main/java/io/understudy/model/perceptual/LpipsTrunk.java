package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The networks whose features LPIPS compares, with torchvision's keys below {@code features}. */
public enum LpipsTrunk {
  /** VGG-16, features behind the last ReLU of each of its five stages. */
  VGG("vgg", "torchvision's file of vgg16 without batch norm", 64, 128, 256, 512, 512) {
    @Override
    List<List<UnaryOperator<NDArray>>> stages(Parameters features) {
      Kernels kernels = features.execution().kernels();
      List<List<UnaryOperator<NDArray>>> stages = new ArrayList<>();
      int index = 0;
      int in = 3;
      for (int width : widths()) {
        List<UnaryOperator<NDArray>> steps = new ArrayList<>();
        if (!stages.isEmpty()) {
          steps.add(x -> kernels.call("max_pool", x));
          index++;
        }
        for (int i = 0; i < (width <= 128 ? 2 : 3); i++) {
          steps.add(new Conv2d(features.at(index), in, width, 3, 1, Activation.RELU)::forward);
          in = width;
          index += 2;
        }
        stages.add(steps);
      }
      return stages;
    }
  },

  /** AlexNet, features behind each of its five convolutions. */
  ALEX("alex", "torchvision's file of alexnet", 64, 192, 384, 256, 256) {
    @Override
    List<List<UnaryOperator<NDArray>>> stages(Parameters features) {
      Kernels kernels = features.execution().kernels();
      UnaryOperator<NDArray> pool = x -> kernels.call("max_pool_three", x);
      return List.of(
          List.of(new Conv2d(features.at(0), 3, 64, 11, 4, 2, Activation.RELU)::forward),
          List.of(pool, new Conv2d(features.at(3), 64, 192, 5, 2, Activation.RELU)::forward),
          List.of(pool, new Conv2d(features.at(6), 192, 384, 3, 1, Activation.RELU)::forward),
          List.of(new Conv2d(features.at(8), 384, 256, 3, 1, Activation.RELU)::forward),
          List.of(new Conv2d(features.at(10), 256, 256, 3, 1, Activation.RELU)::forward));
    }
  };

  private final String label;
  private final String file;
  private final int[] widths;

  LpipsTrunk(String label, String file, int... widths) {
    this.label = label;
    this.file = file;
    this.widths = widths;
  }

  /** As the authors of LPIPS call it. */
  public String label() {
    return label;
  }

  /** Which file has its tensors. */
  String file() {
    return file;
  }

  /** Channels of each feature. */
  int[] widths() {
    return widths;
  }

  /** What leads from the image to the first feature, and from each feature to the next. */
  abstract List<List<UnaryOperator<NDArray>>> stages(Parameters features);
}
