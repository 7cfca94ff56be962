package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.GroupNorm;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.ScaleChannels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The image encoder of NETWORKS section 3.2; keys {@code blocks.0} to {@code blocks.18}. */
final class ImageEncoder {
  /** Block after which the feature of a map side is taken. */
  private static final Map<Integer, Integer> FEATURES = Map.of(2, 256, 5, 128, 8, 64, 18, 32);

  /** The same for the appearance codes, which know the smallest map before it is processed. */
  private static final Map<Integer, Integer> CODE_FEATURES = Map.of(2, 256, 5, 128, 8, 64, 11, 32);

  private final List<Block> blocks = new ArrayList<>();

  ImageEncoder(Parameters parameters, ScaleChannels channels) {
    Parameters at = parameters.at("blocks");
    int c256 = channels.at256();
    int c128 = channels.at128();
    int c64 = channels.at64();
    int c32 = channels.at32();
    int groups = channels.normGroups();
    blocks.add(new Conv2d(at.at(0), 3, c256, 3)::forward);
    blocks.add(new SwishBlock(at.at(1), c256, c256, groups));
    blocks.add(new SwishBlock(at.at(2), c256, c256, groups));
    blocks.add(Resampling.down(at.at(3), c256));
    blocks.add(new SwishBlock(at.at(4), c256, c128, groups));
    blocks.add(new SwishBlock(at.at(5), c128, c128, groups));
    blocks.add(Resampling.down(at.at(6), c128));
    blocks.add(new SwishBlock(at.at(7), c128, c64, groups));
    blocks.add(new SwishBlock(at.at(8), c64, c64, groups));
    blocks.add(Resampling.down(at.at(9), c64));
    blocks.add(new SwishBlock(at.at(10), c64, c32, groups));
    blocks.add(new SpatialAttention(at.at(11), c32, groups));
    blocks.add(new SwishBlock(at.at(12), c32, c32, groups));
    blocks.add(new SpatialAttention(at.at(13), c32, groups));
    blocks.add(new SwishBlock(at.at(14), c32, c32, groups));
    blocks.add(new SpatialAttention(at.at(15), c32, groups));
    blocks.add(new SwishBlock(at.at(16), c32, c32, groups));
    blocks.add(new GroupNorm(at.at(17), c32, groups)::forward);
    blocks.add(new Conv2d(at.at(18), c32, c32, 3)::forward);
  }

  /** The features by map side (32, 64, 128, 256) of an image (B, 3, 256, 256) in working type. */
  Map<Integer, NDArray> forward(NDArray image) {
    return forward(image, FEATURES);
  }

  /** The features that appearance codes stand for, likewise. */
  Map<Integer, NDArray> codeFeatures(NDArray image) {
    return forward(image, CODE_FEATURES);
  }

  private Map<Integer, NDArray> forward(NDArray image, Map<Integer, Integer> wanted) {
    try (Scope scope = new Scope()) {
      Map<Integer, NDArray> features = new TreeMap<>();
      NDArray x = image;
      for (int i = 0; features.size() < wanted.size(); i++) {
        x = blocks.get(i).forward(x);
        if (wanted.containsKey(i)) {
          features.put(wanted.get(i), scope.keep(x));
        }
      }
      return features;
    }
  }
}
