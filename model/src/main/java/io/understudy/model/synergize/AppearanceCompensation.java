package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.synergize.Conditioning.Asker;
import java.util.HashMap;
import java.util.Map;

/** Warps the source's features and repairs them from the codebook (NETWORKS section 3.5). */
final class AppearanceCompensation {
  private static final int SIDE = 32;

  private final Execution execution;
  private final Kernels kernels;
  private final Codebook codebook;
  private final boolean padsWithBorder;
  private final Map<Integer, TokenLayers> layers = new HashMap<>();

  /** Windows of a map to tokens, and tokens to a map, at one scale. */
  private record TokenLayers(Block embed, Block unembed) {}

  AppearanceCompensation(Parameters parameters, SynergizeConfiguration configuration) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.codebook =
        configuration.appearance().present()
            ? new Codebook(
                parameters, "app", configuration.appearance(), configuration.positionEmbedding())
            : null;
    this.padsWithBorder = configuration.padsWithBorder();
    for (int side : configuration.appearance().scales().sides()) {
      layers.put(side, tokenLayers(parameters, side, configuration.channels().at(side)));
    }
  }

  private TokenLayers tokenLayers(Parameters parameters, int side, int channels) {
    int size = codebook.dimensions();
    Parameters in = parameters.at("app_feat_emb_" + side);
    Parameters out = parameters.at("to_app_feat_" + side);
    if (side == SIDE) {
      Conv2d embed = new Conv2d(in, channels, size, 1);
      Conv2d unembed = new Conv2d(out, size, channels, 1);
      return new TokenLayers(
          w -> kernels.call("tokens", embed.forward(joined(w, side)), 1),
          t -> unembed.forward(kernels.call("from_tokens", t, SIDE, 1)));
    }
    int window = side / SIDE;
    int wide = channels * window * window;
    Linear embed = new Linear(in.at(1), wide, size);
    Linear unembed = new Linear(out.at(0), size, wide);
    return new TokenLayers(
        embed::forward, t -> kernels.call("from_tokens", unembed.forward(t), SIDE, window));
  }

  /** The map of {@code side} that windows (B, 1024, window^2 * C) were cut from. */
  private NDArray joined(NDArray windows, int side) {
    return kernels.call("from_tokens", windows, SIDE, side / SIDE);
  }

  /**
   * How far the codes are from the features of a driving image (NETWORKS section 3.7), for
   * training.
   *
   * @param features by map side; that of 32 from the encoder's middle, see {@link
   *     ImageEncoder#codeFeatures}
   * @param tap hears {@code vq_app_i.*} and {@code codebook_loss_app_i}
   */
  void quantise(Map<Integer, NDArray> features, Tap tap) {
    features.forEach(
        (side, feature) -> {
          if (codebook != null && codebook.compensates(side)) {
            quantise(side, feature, tap);
          }
        });
  }

  private void quantise(int side, NDArray feature, Tap tap) {
    int step = Integer.numberOfTrailingZeros(side) - 5;
    NDArray windows = kernels.call("tokens", feature, side / SIDE);
    NDArray tokens = layers.get(side).embed().forward(windows);
    Codebook.Quantised codes = codebook.quantise(tokens, side);
    tap.accept("vq_app_" + step + ".z", kernels.call("from_tokens", tokens, SIDE, 1));
    tap.accept("vq_app_" + step + ".indices", codes.indices());
    tap.accept("vq_app_" + step + ".margin", codes.margin());
    tap.accept("codebook_loss_app_" + step, codes.loss());
  }

  /**
   * The feature under the motion, repaired where the codebook reaches that scale.
   *
   * @param tap hears {@code app_before_i}, {@code key_padding_i}, {@code app_comp_i}, {@code
   *     attention_app_i}
   */
  NDArray compensate(int side, NDArray feature, Motion motion, Conditioning conditioning, Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray flow = padsWithBorder ? kernels.call("within", motion.flow()) : motion.flow();
      // Fetched in the order of the tokens: row and column in a window, then channel.
      NDArray warped =
          kernels.call("warped_windows", feature, flow, motion.occlusion(), side / SIDE);
      int step = Integer.numberOfTrailingZeros(side) - 5;
      if (tap != Tap.NONE) {
        tap.accept("app_before_" + step, joined(warped, side));
      }
      NDArray ignored =
          kernels.call("outside", kernels.resizeGrid(motion.flow(), SIDE, SIDE, true));
      tap.accept("key_padding_" + step, ignored);
      if (codebook == null || !codebook.compensates(side)) {
        return scope.keep(joined(warped, side));
      }
      TokenLayers at = layers.get(side);
      NDArray asking = conditioning.query(Asker.APPEARANCE, at.embed().forward(warped));
      NDArray tokens = codebook.retrieve(asking, side, ignored, tap);
      NDArray repaired = execution.toWorking(at.unembed().forward(tokens));
      tap.accept("app_comp_" + step, repaired);
      return scope.keep(repaired);
    }
  }
}
