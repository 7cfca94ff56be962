package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import io.understudy.model.memory.ConsistencyLoss;
import io.understudy.model.preset.ConsistencyForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Catches what a network tells about its training while it runs, with its graph, and owns it;
 * networks that have no such part say nothing.
 */
final class TrainingTerms implements Tap, AutoCloseable {
  private static final String WARPED = "deformed";
  private static final String DRAWN = "drawn";
  private static final String VISIBLE = "occlusion_map";
  private static final String FLOW = "deformation";
  private static final String REFINED_FLOW = "deformation_";
  private static final String FIRST_FLOW = REFINED_FLOW + "0";
  private static final String FROM_SMALLEST = "out_lr";
  private static final List<String> LOSSES =
      List.of("codebook_loss_motion_", "codebook_loss_app_", "motion_recon_loss_");

  private final Map<String, NDArray> heard = new LinkedHashMap<>();
  private final ConsistencyLoss consistency;
  private final LossWeights weights;

  /**
   * @param weights what is weighed at all
   * @param form of the consistency loss of a facial memory
   */
  TrainingTerms(Kernels kernels, LossWeights weights, ConsistencyForm form) {
    this.weights = weights;
    this.consistency = new ConsistencyLoss(kernels, form);
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public boolean wants(String name) {
    return !name.equals(FROM_SMALLEST) || weights.has(LossTerm.FROM_SMALLEST);
  }

  @Override
  public void accept(String name, NDArray value) {
    consistency.accept(name, value);
    boolean wanted =
        name.equals(WARPED)
            || name.equals(DRAWN)
            || name.equals(VISIBLE)
            || name.equals(FLOW)
            || name.startsWith(REFINED_FLOW) && !name.equals(FIRST_FLOW)
            || name.equals(FROM_SMALLEST)
            || LOSSES.stream().anyMatch(name::startsWith);
    if (wanted) {
      NDScope.unregister(value);
      heard.put(name, value);
    }
  }

  /** The source warped by the flow alone; borrowed. */
  Optional<NDArray> warped() {
    return Optional.ofNullable(heard.get(WARPED));
  }

  /** What the decoder draws before it is blended with the warped source; borrowed. */
  Optional<NDArray> drawn() {
    return Optional.ofNullable(heard.get(DRAWN));
  }

  /** Where the source is said to be visible, (B, 1, h, w) in [0, 1]; borrowed. */
  Optional<NDArray> visible() {
    return Optional.ofNullable(heard.get(VISIBLE));
  }

  /** The first flow (B, h, w, 2); borrowed. */
  Optional<NDArray> flow() {
    return Optional.ofNullable(heard.get(FLOW));
  }

  /** The flow after the last refinement, where it is refined; borrowed. */
  Optional<NDArray> lastFlow() {
    return heard.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(REFINED_FLOW))
        .reduce((before, last) -> last)
        .map(Map.Entry::getValue);
  }

  /** The picture that the smallest map alone gives; borrowed. */
  Optional<NDArray> fromSmallest() {
    return Optional.ofNullable(heard.get(FROM_SMALLEST));
  }

  /** How far a facial memory's values are from what it is asked for; borrowed. */
  Optional<NDArray> consistency() {
    return consistency.heard();
  }

  /** Losses of the motion codes, one of each scale; borrowed. */
  List<NDArray> motionCodes() {
    return named(LOSSES.get(0));
  }

  /** Losses of the appearance codes. */
  List<NDArray> appearanceCodes() {
    return named(LOSSES.get(1));
  }

  /** Differences of flows from those rebuilt from codes. */
  List<NDArray> rebuiltFlows() {
    return named(LOSSES.get(2));
  }

  private List<NDArray> named(String prefix) {
    List<NDArray> found = new ArrayList<>();
    heard.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.add(value);
          }
        });
    return found;
  }

  @Override
  public void close() {
    heard.values().forEach(NDArray::close);
    consistency.close();
  }
}
