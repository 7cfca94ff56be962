package io.understudy.model.dagan;

import ai.djl.ndarray.NDArray;
import io.understudy.model.fomm.FommGenerator;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.ConvNorm;
import io.understudy.model.layer.DownBlock;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.memory.FacialMemory;
import io.understudy.model.network.Generator;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.preset.DaganConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DaGAN's generator (NETWORKS section 5): FOMM's, whose warped features are asked by the source's
 * depth; with MCNet's facial memory and OSTNet's scale embedding where they are plugged in. Keys
 * {@code generator.*}: FOMM's, {@code src_first}, {@code src_down_blocks}, {@code AttnModule}.
 */
public final class DaganGenerator implements Generator {
  private static final String FEATURES = "features";
  private static final String QUERY = "depth_query";

  private final Execution execution;
  private final DepthNetwork depth;
  private final FommGenerator generator;
  private final ConvNorm first;
  private final List<DownBlock> down = new ArrayList<>();
  private final DepthAttention attention;

  DaganGenerator(Parameters root, DaganConfiguration configuration, DepthNetwork depth) {
    Parameters parameters = root.at("generator");
    FommGeneratorConfiguration sizes = configuration.generator();
    this.execution = root.execution();
    this.depth = depth;
    this.generator =
        new FommGenerator(
            parameters,
            sizes,
            false,
            configuration.keypoints(),
            configuration.scale(),
            configuration.memory());
    this.first = new ConvNorm(parameters.at("src_first"), 1, sizes.channels(0), 7);
    for (int i = 0; i < sizes.downBlocks(); i++) {
      Parameters at = parameters.at("src_down_blocks").at(i);
      down.add(new DownBlock(at, sizes.channels(i), sizes.channels(i + 1)));
    }
    this.attention =
        new DepthAttention(parameters.at("AttnModule"), sizes.channels(sizes.downBlocks()));
  }

  @Override
  public SourceMaps encode(NDArray images, KeypointTensors keypoints, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>();
    maps.put(FEATURES, generator.encode(images, tap));
    maps.put(QUERY, query(keypoints.disparity().orElseGet(() -> depth.disparity(images))));
    generator
        .ofSource(keypoints.values())
        .ifPresent(share -> maps.put(FacialMemory.Source.CODE_SHARE, share));
    return new SourceMaps(maps);
  }

  private NDArray query(NDArray disparity) {
    try (Scope scope = new Scope()) {
      NDArray x = first.forward(execution.toWorking(disparity));
      for (DownBlock block : down) {
        x = block.forward(x);
      }
      return scope.keep(attention.query(x));
    }
  }

  @Override
  public NDArray decode(
      SourceMaps maps,
      KeypointTensors source,
      SourceMotion motion,
      Optional<NDArray> scaleCode,
      Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray picture =
          generator.decode(
              maps.get(FEATURES),
              motion,
              FacialMemory.Source.of(maps, source),
              scaleCode,
              warped -> attention.attend(maps.get(QUERY), warped),
              tap);
      return scope.keep(execution.toFloat(picture));
    }
  }
}
