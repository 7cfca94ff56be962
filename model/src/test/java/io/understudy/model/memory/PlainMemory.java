package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;

/**
 * A second computation of the memory unit, row by row, with the readings of NETWORKS sections 2.2
 * and 2.3 written out one after the other.
 */
record PlainMemory(PlainLayers layers, MemorySwitches switches) {
  NDArray compensate(NDArray warped, int level, NDArray keypoints) {
    NDList rows = new NDList();
    for (int row = 0; row < warped.getShape().get(0); row++) {
      String range = row + ":" + (row + 1);
      rows.add(row(warped.get(range), level, keypoints.get(range)));
    }
    return NDArrays.concat(rows, 0);
  }

  private NDArray row(NDArray warped, int level, NDArray keypoints) {
    NDArray feature = layers.conv("feat_forward_proj_" + level, compensated(warped));
    NDArray pooled = feature.flatten(2, 3).mean(new int[] {2});
    NDArray[] keyValue = keyValue(memory(code(pooled, keypoints)), pooled);
    NDArray query = Activation.relu(layers.conv("query_conv", feature)).flatten(2, 3);
    NDArray logits = query.transpose(0, 2, 1).matMul(keyValue[0].flatten(2, 3));
    NDArray shares = logits.div(switches.scaledAttention() ? 4 : 1).softmax(2);
    NDArray found =
        shares
            .matMul(keyValue[1].flatten(2, 3).transpose(0, 2, 1))
            .transpose(0, 2, 1)
            .reshape(feature.getShape());
    return together(warped, out(feature, found, level));
  }

  private NDArray compensated(NDArray map) {
    long half = map.getShape().get(1) / 2;
    return switch (switches.split()) {
      case PARITY -> map.get(":, 1::2");
      case HALVES -> map.get(":, " + half + ":");
      case NONE -> map;
    };
  }

  private NDArray together(NDArray map, NDArray out) {
    return switch (switches.split()) {
      case PARITY -> NDArrays.stack(new NDList(map.get(":, 0::2"), out), 2).reshape(map.getShape());
      case HALVES -> PlainLayers.concat(map.get(":, 0:" + map.getShape().get(1) / 2), out);
      case NONE -> out;
    };
  }

  private NDArray code(NDArray pooled, NDArray keypoints) {
    NDList seen = new NDList();
    if (switches.pooledCode()) {
      seen.add(pooled);
    }
    if (switches.keypointCode()) {
      NDArray flat = keypoints.flatten(1, 2);
      seen.add(flat);
      int octaves = switches.positionOctaves().orElse(10);
      for (int i = 0; switches.keypointPositions() && i < octaves; i++) {
        NDArray angle = flat.mul(Math.PI * (1 << i));
        seen.add(angle.sin());
        seen.add(angle.cos());
      }
    }
    if (switches.conditioning() == Conditioning.NONE) {
      return pooled;
    }
    NDArray hidden = layers.linear("style_route.0", NDArrays.concat(seen, 1));
    return layers.linear("style_route.2", Activation.relu(hidden));
  }

  private NDArray memory(NDArray code) {
    NDArray memory = layers.value("mb");
    if (switches.conditioning() == Conditioning.NONE) {
      return memory;
    }
    NDArray modulation = layers.value("styleconv.modulated_conv.modulation.weight");
    NDArray style =
        code.matMul(modulation.transpose().div(Math.sqrt(code.getShape().get(1))))
            .add(layers.value("styleconv.modulated_conv.modulation.bias"));
    long channels = memory.getShape().get(1);
    NDArray kernel =
        layers
            .value("styleconv.modulated_conv.weight")
            .squeeze(0)
            .mul(style.reshape(1, channels, 1, 1))
            .div(Math.sqrt(channels * 9.0));
    NDArray size = kernel.square().sum(new int[] {1, 2, 3}, true).add(1e-8).sqrt();
    NDArray modulated = PlainLayers.conv(memory, kernel.div(size), null);
    if (switches.conditioning() == Conditioning.DEMODULATED) {
      return modulated;
    }
    NDArray bias = layers.value("styleconv.activate.bias").reshape(1, channels, 1, 1);
    return Activation.leakyRelu(modulated.add(bias), 0.2f).mul(Math.sqrt(2));
  }

  private NDArray[] keyValue(NDArray memory, NDArray pooled) {
    long channels = memory.getShape().get(1);
    if (switches.keyValue() == KeyValue.DYNAMIC_TWO) {
      return new NDArray[] {dynamic("conv_k", memory, pooled), dynamic("conv_v", memory, pooled)};
    }
    NDArray both =
        Activation.relu(
            switches.keyValue() == KeyValue.PLAIN
                ? layers.conv("conv_kv", memory)
                : dynamic("conv_kv", memory, pooled));
    return new NDArray[] {both.get(":, 0:" + channels), both.get(":, " + channels + ":")};
  }

  private NDArray dynamic(String name, NDArray memory, NDArray pooled) {
    NDArray column = pooled.expandDims(-1).expandDims(-1);
    NDArray first = layers.value(name + ".attention.fc1.weight");
    NDArray hidden = Activation.relu(PlainLayers.conv(column, first, null));
    NDArray shares = layers.conv(name + ".attention.fc2", hidden).div(34).softmax(1);
    NDArray kernels = layers.value(name + ".weight");
    Shape perKernel = new Shape(kernels.getShape().get(0), 1, 1, 1, 1);
    NDArray mixed = kernels.mul(shares.reshape(perKernel)).sum(new int[] {0});
    NDArray bias = layers.value(name + ".bias").mul(shares.reshape(-1, 1)).sum(new int[] {0});
    return PlainLayers.conv(memory, mixed, bias);
  }

  private NDArray out(NDArray feature, NDArray found, int level) {
    if (switches.compensation() == Compensation.PROJECTION) {
      return layers.conv("conv_" + level, found);
    }
    NDArray apart = Activation.relu(layers.conv("diff_conv", feature.sub(found)));
    NDArray mapped = layers.conv("conv_" + level, apart.add(feature));
    return Activation.relu(layers.instanceNorm("norm_" + level, mapped));
  }
}
