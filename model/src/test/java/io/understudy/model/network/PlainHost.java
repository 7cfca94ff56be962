package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.understudy.model.fomm.PlainFommGenerator;
import io.understudy.model.mcnet.PlainUnet;
import io.understudy.model.memory.PlainCompensation;
import io.understudy.model.ost.PlainEmbedding;
import io.understudy.model.preset.DaganConfiguration;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.TpsmConfiguration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Small hosts of memory and scale embedding, each with a second computation of its generator. */
public enum PlainHost {
  FOMM("generator.", false) {
    @Override
    public ModelConfiguration with(
        Optional<ScaleConfiguration> scale, Optional<MemoryConfiguration> memory) {
      return new FommConfiguration(detector(3), DENSE, DRAWING, false, scale, memory);
    }

    @Override
    public NDArray picture(
        HostRun run, NDArray image, PlainEmbedding embedding, PlainCompensation compensation) {
      return fomm(run, map -> compensation.of(FOMM_LEVEL, run.occluded(map)))
          .picture(image, embedding);
    }
  },

  DAGAN("generator.", false) {
    @Override
    public ModelConfiguration with(
        Optional<ScaleConfiguration> scale, Optional<MemoryConfiguration> memory) {
      return new DaganConfiguration(detector(4), DENSE, DRAWING, scale, memory);
    }

    @Override
    public NDArray picture(
        HostRun run, NDArray image, PlainEmbedding embedding, PlainCompensation compensation) {
      NDArray depth = run.layers().same("src_first", run.disparity());
      for (int i = 0; i < DRAWING.downBlocks(); i++) {
        depth = run.layers().down("src_down_blocks." + i, depth);
      }
      NDArray asking = depth;
      return fomm(run, map -> compensation.of(FOMM_LEVEL, asked(run, asking, run.occluded(map))))
          .picture(image, embedding);
    }

    /** NETWORKS section 5: the features, and gamma times what their depth finds in them. */
    private NDArray asked(HostRun run, NDArray depth, NDArray features) {
      NDArray query = attention(run, "query_conv", depth).transpose(0, 2, 1);
      NDArray shares = query.matMul(attention(run, "key_conv", features)).softmax(2);
      NDArray values = attention(run, "value_conv", features).transpose(0, 2, 1);
      NDArray found = shares.matMul(values).transpose(0, 2, 1).reshape(features.getShape());
      return features.add(found.mul(run.layers().value("AttnModule.gamma")));
    }

    private NDArray attention(HostRun run, String name, NDArray map) {
      return Activation.relu(run.layers().conv("AttnModule." + name, map)).flatten(2, 3);
    }
  },

  TPSM("inpainting_network.", true) {
    @Override
    public ModelConfiguration with(
        Optional<ScaleConfiguration> scale, Optional<MemoryConfiguration> memory) {
      return new TpsmConfiguration(2, DENSE, WIDTH, memory, scale);
    }

    @Override
    public NDArray picture(
        HostRun run, NDArray image, PlainEmbedding embedding, PlainCompensation compensation) {
      return unet(run).picture(image, embedding, compensation);
    }
  },

  /** The U-Net of MCNet and OSTNet. */
  UNET("generator.", true) {
    @Override
    public ModelConfiguration with(
        Optional<ScaleConfiguration> scale, Optional<MemoryConfiguration> memory) {
      return new McnetConfiguration(detector(3), DENSE, WIDTH, memory, scale);
    }

    @Override
    public NDArray picture(
        HostRun run, NDArray image, PlainEmbedding embedding, PlainCompensation compensation) {
      return unet(run).picture(image, embedding, compensation);
    }
  };

  private static final int WIDTH = 8;

  /** The warped map of FOMM's generator has this side in pictures of 256x256. */
  private static final int FOMM_LEVEL = 64;

  private static final DenseMotionConfiguration DENSE =
      new DenseMotionConfiguration(8, 32, 3, 0.25);
  private static final FommGeneratorConfiguration DRAWING =
      new FommGeneratorConfiguration(WIDTH, 32, 2, 2);

  private final String generator;
  private final boolean alignCorners;

  PlainHost(String generator, boolean alignCorners) {
    this.generator = generator;
    this.alignCorners = alignCorners;
  }

  /** The host with these parts plugged in. */
  public abstract ModelConfiguration with(
      Optional<ScaleConfiguration> scale, Optional<MemoryConfiguration> memory);

  /** The picture of sources (B, 3, H, W) under the flow and occlusions that the network told. */
  public abstract NDArray picture(
      HostRun run, NDArray image, PlainEmbedding embedding, PlainCompensation compensation);

  /** What the names of the generator's tensors begin with. */
  String generator() {
    return generator;
  }

  /** Convention of the generator's resizing and sampling (NETWORKS section 0). */
  boolean alignCorners() {
    return alignCorners;
  }

  private static KeypointDetectorConfiguration detector(int channels) {
    return new KeypointDetectorConfiguration(5, channels, 8, 32, 3, 0.25, 0.1, false);
  }

  private static PlainFommGenerator fomm(HostRun run, UnaryOperator<NDArray> warped) {
    return new PlainFommGenerator(
        run.layers(), DRAWING.downBlocks(), DRAWING.bottleneckBlocks(), warped);
  }

  private static PlainUnet unet(HostRun run) {
    return new PlainUnet(run.layers(), run::warped, run::visible);
  }
}
