package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the facial memory compensates: the readings where paper and released code of MCNet differ
 * (NETWORKS section 2.3), and the paper's ablations.
 *
 * @param split which channels of a map are compensated
 * @param conditioning how the implicit scale code changes the memory
 * @param keyValue how keys and values come from the memory
 * @param compensation how what was found in the memory enters the map
 * @param levels which maps are compensated
 * @param scaledAttention whether logits are divided by 4, as the released code has it; the paper
 *     does not
 * @param pooledCode whether the implicit scale code sees the pooled feature
 * @param keypointCode whether the implicit scale code sees the source's keypoints
 * @param keypointPositions whether it sees them as sines and cosines of their positions too
 * @param noiseSeed seed of the noise that is drawn in each call, as in the released code; 0: no
 *     noise, so that equal frames give equal pictures
 * @param consistency form of the consistency loss, which changes training alone; empty: {@link
 *     ConsistencyForm#RESIZED_FEATURE}, as released
 * @param positionOctaves octaves of the keypoints' sines and cosines, 1 to 24; empty: 10
 */
public record MemorySwitches(
    Split split,
    Conditioning conditioning,
    KeyValue keyValue,
    Compensation compensation,
    Levels levels,
    boolean scaledAttention,
    boolean pooledCode,
    boolean keypointCode,
    boolean keypointPositions,
    int noiseSeed,
    Optional<ConsistencyForm> consistency,
    Optional<Integer> positionOctaves) {
  private static final int COMMON_OCTAVES = 10;

  /** Which channels of a map are compensated. */
  public enum Split {
    /** The odd ones (released code). */
    PARITY,
    /** The second half (paper). */
    HALVES,
    /** All: ablation "without Eq. 4". */
    NONE
  }

  /** How the implicit scale code changes the memory. */
  public enum Conditioning {
    /** StyleGAN2's style convolution with noise, bias and gain (released code). */
    STYLE,
    /** The demodulated convolution alone (paper). */
    DEMODULATED,
    /** Not at all: ablation "MCM only". */
    NONE
  }

  /** How keys and values come from the memory. */
  public enum KeyValue {
    /** One dynamic convolution gives both, rectified (released code). */
    DYNAMIC_PAIR,
    /** Two dynamic convolutions, not rectified (paper). */
    DYNAMIC_TWO,
    /** One common convolution gives both, rectified: ablation. */
    PLAIN
  }

  /** How what was found in the memory enters the map. */
  public enum Compensation {
    /** Through its difference from the feature, a 3x3 convolution and a norm (released code). */
    DIFFERENCE,
    /** Through a 1x1 convolution alone (paper). */
    PROJECTION
  }

  /** Which maps are compensated. */
  public enum Levels {
    /** An eighth, a quarter and half of the picture's size (released code). */
    THREE,
    /** Those and the full size (paper). */
    FOUR,
    /** An eighth only: ablation "single layer". */
    FIRST
  }

  public MemorySwitches {
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(conditioning, "conditioning");
    Objects.requireNonNull(keyValue, "keyValue");
    Objects.requireNonNull(compensation, "compensation");
    Objects.requireNonNull(levels, "levels");
    Objects.requireNonNull(consistency, "consistency");
    positionOctaves.ifPresent(octaves -> Range.check("positionOctaves", octaves, 1, 24));
    if (conditioning != Conditioning.NONE && !pooledCode && !keypointCode) {
      throw new IllegalArgumentException(
          "the implicit scale code must see the pooled feature or the keypoints, got neither: switch one on"
              + " or set conditioning to none");
    }
    if (keypointPositions && !keypointCode) {
      throw new IllegalArgumentException(
          "keypointPositions needs keypointCode, which is off: switch both on or both off");
    }
    if (positionOctaves.isPresent() && !keypointPositions) {
      throw new IllegalArgumentException(
          "positionOctaves is %d, which needs keypointPositions: switch that on or leave the octaves out"
              .formatted(positionOctaves.get()));
    }
  }

  /** Trained with the consistency loss as released; positions, if any, by ten octaves. */
  public MemorySwitches(
      Split split,
      Conditioning conditioning,
      KeyValue keyValue,
      Compensation compensation,
      Levels levels,
      boolean scaledAttention,
      boolean pooledCode,
      boolean keypointCode,
      boolean keypointPositions,
      int noiseSeed) {
    this(
        split,
        conditioning,
        keyValue,
        compensation,
        levels,
        scaledAttention,
        pooledCode,
        keypointCode,
        keypointPositions,
        noiseSeed,
        Optional.empty(),
        Optional.empty());
  }

  /** Octaves of the keypoints' sines and cosines that the implicit scale code sees; 0: none. */
  public int octaves() {
    return keypointPositions ? positionOctaves.orElse(COMMON_OCTAVES) : 0;
  }

  /** The same with noise of another seed. */
  public MemorySwitches withNoise(int seed) {
    return changed(draft -> draft.noiseSeed = seed);
  }

  /** As the released code computes, without its noise. */
  public static MemorySwitches released() {
    return new MemorySwitches(
        Split.PARITY,
        Conditioning.STYLE,
        KeyValue.DYNAMIC_PAIR,
        Compensation.DIFFERENCE,
        Levels.THREE,
        true,
        true,
        true,
        false,
        0);
  }

  /** As the paper describes. */
  public static MemorySwitches paper() {
    return new MemorySwitches(
        Split.HALVES,
        Conditioning.DEMODULATED,
        KeyValue.DYNAMIC_TWO,
        Compensation.PROJECTION,
        Levels.FOUR,
        false,
        true,
        true,
        false,
        0,
        Optional.of(ConsistencyForm.WHOLE_FEATURE),
        Optional.empty());
  }

  /** The same with other channels compensated. */
  MemorySwitches with(Split other) {
    return changed(draft -> draft.split = other);
  }

  /** The same with the memory conditioned otherwise. */
  MemorySwitches with(Conditioning other) {
    return changed(draft -> draft.conditioning = other);
  }

  /** The same with other keys and values. */
  MemorySwitches with(KeyValue other) {
    return changed(draft -> draft.keyValue = other);
  }

  /** The same with what was found entering otherwise. */
  MemorySwitches with(Compensation other) {
    return changed(draft -> draft.compensation = other);
  }

  /** The same with logits as they are. */
  MemorySwitches unscaled() {
    return changed(draft -> draft.scaledAttention = false);
  }

  /** The same on other maps. */
  MemorySwitches with(Levels other) {
    return changed(draft -> draft.levels = other);
  }

  /** The same with an implicit scale code that sees other things. */
  MemorySwitches withCode(boolean pooled, boolean keypoints, boolean positions) {
    return changed(
        draft -> {
          draft.pooledCode = pooled;
          draft.keypointCode = keypoints;
          draft.keypointPositions = positions;
          draft.positionOctaves = Optional.empty();
        });
  }

  /** The same with an implicit scale code that sees the keypoints by so many octaves too. */
  MemorySwitches withPositions(int octaves) {
    return changed(
        draft -> {
          draft.keypointCode = true;
          draft.keypointPositions = true;
          draft.positionOctaves = Optional.of(octaves);
        });
  }

  /** The same, trained with another form of the consistency loss. */
  MemorySwitches with(ConsistencyForm other) {
    return changed(draft -> draft.consistency = Optional.of(other));
  }

  private MemorySwitches changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.switches();
  }

  /** Switches that are being changed. One thread. */
  private static final class Draft {
    private Split split;
    private Conditioning conditioning;
    private KeyValue keyValue;
    private Compensation compensation;
    private Levels levels;
    private boolean scaledAttention;
    private boolean pooledCode;
    private boolean keypointCode;
    private boolean keypointPositions;
    private int noiseSeed;
    private Optional<ConsistencyForm> consistency;
    private Optional<Integer> positionOctaves;

    Draft(MemorySwitches from) {
      split = from.split;
      conditioning = from.conditioning;
      keyValue = from.keyValue;
      compensation = from.compensation;
      levels = from.levels;
      scaledAttention = from.scaledAttention;
      pooledCode = from.pooledCode;
      keypointCode = from.keypointCode;
      keypointPositions = from.keypointPositions;
      noiseSeed = from.noiseSeed;
      consistency = from.consistency;
      positionOctaves = from.positionOctaves;
    }

    MemorySwitches switches() {
      return new MemorySwitches(
          split,
          conditioning,
          keyValue,
          compensation,
          levels,
          scaledAttention,
          pooledCode,
          keypointCode,
          keypointPositions,
          noiseSeed,
          consistency,
          positionOctaves);
    }
  }
}
