package io.understudy.model.tpsm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.mcnet.McnetGenerator;
import io.understudy.model.memory.FacialMemory;
import io.understudy.model.memory.MemoryNoise;
import io.understudy.model.network.Generator;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.preset.TpsmConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * TPSM's U-Net (NETWORKS section 5): MCNet's, each level occluded by the map of its size; with
 * MCNet's facial memory and OSTNet's scale embedding where they are plugged in. Keys {@code
 * inpainting_network.*}.
 */
public final class TpsmGenerator implements Generator {
  private static final String IMAGE = "image";
  private static final String ENCODED = "e";

  private final McnetGenerator network;

  public TpsmGenerator(Parameters root, TpsmConfiguration configuration) {
    this.network =
        new McnetGenerator(
            root.at("inpainting_network"),
            configuration.blockExpansion(),
            configuration.keypoints(),
            configuration.scale(),
            configuration.memory(),
            MemoryNoise.of(root.execution().manager(), configuration.memory()));
  }

  @Override
  public SourceMaps encode(NDArray images, KeypointTensors keypoints, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>();
    for (NDArray map : network.encode(images)) {
      maps.put(ENCODED + maps.size(), map);
    }
    maps.put(IMAGE, images);
    network
        .ofSource(keypoints.values())
        .ifPresent(share -> maps.put(FacialMemory.Source.CODE_SHARE, share));
    return new SourceMaps(maps);
  }

  @Override
  public NDArray decode(
      SourceMaps maps,
      KeypointTensors source,
      SourceMotion motion,
      Optional<NDArray> scaleCode,
      Tap tap) {
    List<NDArray> encoded = new ArrayList<>();
    while (maps.maps().containsKey(ENCODED + encoded.size())) {
      encoded.add(maps.get(ENCODED + encoded.size()));
    }
    return network.decode(
        encoded, maps.get(IMAGE), FacialMemory.Source.of(maps, source), motion, scaleCode, tap);
  }
}
