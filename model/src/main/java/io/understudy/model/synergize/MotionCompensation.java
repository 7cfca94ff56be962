package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.GroupNorm;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.synergize.Conditioning.Asker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refines flow and occlusion at one scale after the other (NETWORKS section 3.4). */
final class MotionCompensation {
  /** Pixels of the 64 grid in half the coordinate range: (64 - 1) / 2. */
  static final double PIXELS = 31.5;

  private static final int SIDE = 32;

  private final Execution execution;
  private final Kernels kernels;
  private final Codebook codebook;
  private final Block embed;
  private final Conv2d drivingEncoder;
  private final Conv2d firstQuery;
  private final Conv2d secondQuery;
  private final ResidualFlow residualFlow;
  private final Block decoder;
  private final Map<Integer, Conv2d> warpedEncoders = new HashMap<>();

  MotionCompensation(Parameters parameters, SynergizeConfiguration configuration) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.codebook =
        new Codebook(
            parameters, "motion", configuration.motion(), configuration.positionEmbedding());
    int size = codebook.dimensions();
    this.embed = embedding(parameters.at("motion_emb"), size);
    boolean query = configuration.warpedSourceQuery();
    int keypoints = configuration.keypointDetector().keypoints();
    this.drivingEncoder = query ? relu(parameters.at("driving_kp_enc"), keypoints, size) : null;
    this.firstQuery =
        query ? new Conv2d(parameters.at("motion_query_enc_1"), 2 * size, size, 1) : null;
    this.secondQuery =
        query ? new Conv2d(parameters.at("motion_query_enc_2"), 2 * size, size, 1) : null;
    this.residualFlow =
        configuration.motionEncoder() ? new ResidualFlow(parameters, configuration) : null;
    for (int side : configuration.motion().scales().sides()) {
      int channels = configuration.channels().at(side);
      if (query) {
        warpedEncoders.put(side, relu(parameters.at("warped_source_enc_" + side), channels, size));
      }
    }
    this.decoder = decoder(parameters.at("to_motion"), size);
  }

  private static Conv2d relu(Parameters parameters, int in, int out) {
    return new Conv2d(parameters, in, out, 1, 0, Activation.RELU);
  }

  /** Residual (B, 2, 64, 64) to (B, E, 32, 32). */
  private static Block embedding(Parameters parameters, int size) {
    Conv2d lift = new Conv2d(parameters.at(0), 2, size, 3);
    Block down = Resampling.down(parameters.at(1), size);
    Block residual =
        new SwishBlock(parameters.at(2), size, size, SynergizeConfiguration.NORM_GROUPS);
    return x -> residual.forward(down.forward(lift.forward(x)));
  }

  /**
   * Motion feature (B, E, 32, 32) to a flow (B, 2, 64, 64) in pixels: rebuilds the flow in
   * training, and refines it where the motion encoder is switched off.
   */
  private static Block decoder(Parameters parameters, int size) {
    Block up = Resampling.up(parameters.at(0), size);
    Block residual =
        new SwishBlock(parameters.at(1), size, size, SynergizeConfiguration.NORM_GROUPS);
    GroupNorm norm = new GroupNorm(parameters.at(2), size);
    Conv2d last = new Conv2d(parameters.at(3), size, 2, 3);
    return x -> last.forward(norm.forward(residual.forward(up.forward(x))));
  }

  boolean compensates(int side) {
    return codebook.compensates(side);
  }

  /** The driving keypoints' heat maps (B, K, 64, 64) as the queries of all scales see them. */
  NDArray encodeDriving(NDArray heatmaps) {
    if (drivingEncoder == null) {
      return null;
    }
    NDArray small = kernels.resize(heatmaps, SIDE, SIDE, true);
    return drivingEncoder.forward(execution.toWorking(small));
  }

  /**
   * One step.
   *
   * @param feature the source's feature of that side
   * @param driving from {@link #encodeDriving}
   * @param tap hears {@code attention_motion_i} and, where it wants what training computes, {@code
   *     vq_motion_i.*}, {@code codebook_loss_motion_i}, {@code motion_recon_i} and {@code
   *     motion_recon_loss_i}
   */
  Motion refine(
      int side,
      NDArray feature,
      Motion before,
      NDArray driving,
      Conditioning conditioning,
      Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray grid = kernels.grid(before.occlusion());
      NDArray residual =
          execution.toWorking(kernels.call("residual_flow", before.flow(), grid, PIXELS));
      WarpedSource warped = new WarpedSource(kernels, feature, before.flow());
      // What asks for codes does not teach the flow before it.
      NDArray embedded = embed.forward(execution.training() ? residual.stopGradient() : residual);
      if (tap.training()) {
        quantise(side, embedded, before.flow(), grid, tap);
      }
      NDArray asking = query(side, warped, embedded, driving);
      NDArray retrieved = retrieve(side, asking, conditioning, tap);
      if (residualFlow == null) {
        NDArray flow = added(before.flow(), decoder.forward(retrieved));
        return new Motion(scope.keep(flow), before.occlusion());
      }
      FlowRefiner.Change change = residualFlow.forward(side, residual, retrieved, warped);
      NDArray flow = added(before.flow(), change.flow());
      // The first step adds to a sigmoid value, not to a logit; so do all others.
      NDArray occlusion = kernels.call("add_occlusion", before.occlusion(), change.occlusion());
      scope.keepAll(List.of(flow, occlusion));
      return new Motion(flow, occlusion);
    }
  }

  private NDArray added(NDArray flow, NDArray change) {
    return kernels.call("add_flow", flow, change, PIXELS);
  }

  /** The flow rebuilt from quantised codes (NETWORKS section 3.4, step 12). */
  private void quantise(int side, NDArray embedded, NDArray flow, NDArray grid, Tap tap) {
    int step = Integer.numberOfTrailingZeros(side) - 5;
    Codebook.Quantised codes = codebook.quantise(kernels.call("tokens", embedded, 1), side);
    tap.accept("vq_motion_" + step + ".z", embedded);
    tap.accept("vq_motion_" + step + ".indices", codes.indices());
    tap.accept("vq_motion_" + step + ".margin", codes.margin());
    tap.accept("codebook_loss_motion_" + step, codes.loss());
    NDArray map = kernels.call("from_tokens", codes.tokens(), SIDE, 1);
    NDArray decoded = decoder.forward(execution.toWorking(map));
    NDArray rebuilt = kernels.call("add_flow", grid.zerosLike(), decoded, PIXELS);
    tap.accept("motion_recon_" + step, rebuilt);
    NDArray wanted = flow.sub(grid).stopGradient();
    tap.accept("motion_recon_loss_" + step, kernels.call("mean_absolute", rebuilt, wanted));
  }

  private NDArray query(int side, WarpedSource warped, NDArray embedded, NDArray driving) {
    if (firstQuery == null) {
      return embedded;
    }
    NDArray seen = warpedEncoders.get(side).forward(warped.resized(SIDE));
    NDArray asked = firstQuery.forward(kernels.concat(1, seen, driving));
    return secondQuery.forward(kernels.concat(1, embedded, asked));
  }

  private NDArray retrieve(int side, NDArray query, Conditioning conditioning, Tap tap) {
    NDArray asking = conditioning.query(Asker.MOTION, kernels.call("tokens", query, 1));
    NDArray tokens = codebook.retrieve(asking, side, null, tap);
    return kernels.call("from_tokens", tokens, SIDE, 1);
  }
}
