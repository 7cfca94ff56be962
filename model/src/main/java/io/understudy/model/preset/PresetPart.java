package io.understudy.model.preset;

import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.MemorySwitches.Split;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A part or switch that a preset's name may end with, {@code mcnet:no-split}: what plugs into a
 * host, the readings of NETWORKS section 2.3, and the papers' ablations. The parts of a name apply
 * from left to right.
 */
public enum PresetPart {
  /** MCNet's facial memory as released. */
  MEMORY(host((host, memory) -> host.with(Optional.of(memory), host.scale()))),
  /** No facial memory: the baseline of MCNet. */
  NO_MEMORY(host((host, memory) -> host.with(Optional.empty(), host.scale()))),
  /** The memory as the paper of MCNet describes it. */
  PAPER(memory(switches -> MemorySwitches.paper())),
  /** The second half of the channels is compensated (paper). */
  HALVES(memory(switches -> switches.with(Split.HALVES))),
  /** All channels are compensated: ablation "w/o Eq. 4". */
  NO_SPLIT(memory(switches -> switches.with(Split.NONE))),
  /** Demodulated convolution without noise, bias and activation (paper). */
  DEMODULATED(memory(switches -> switches.with(Conditioning.DEMODULATED))),
  /** The memory without its implicit scale code: ablation "MCM only". */
  MCM_ONLY(memory(switches -> switches.with(Conditioning.NONE))),
  /** Keys and values from two dynamic convolutions (paper). */
  TWO_DYNAMIC(memory(switches -> switches.with(KeyValue.DYNAMIC_TWO))),
  /** A plain convolution for the dynamic one: ablation. */
  PLAIN_CONVOLUTION(memory(switches -> switches.with(KeyValue.PLAIN))),
  /** What was found enters through a 1x1 convolution (paper). */
  PROJECTION(memory(switches -> switches.with(Compensation.PROJECTION))),
  /** Logits are not divided by 4 (paper). */
  UNSCALED(memory(MemorySwitches::unscaled)),
  /** Four maps are compensated (paper). */
  FOUR_LAYERS(layers(Levels.FOUR)),
  /** The consistency loss compares values with features of their own size (paper). */
  WHOLE_FEATURE(memory(switches -> switches.with(ConsistencyForm.WHOLE_FEATURE))),
  /** The smallest map alone is compensated: ablation. */
  FIRST_LAYER(layers(Levels.FIRST)),
  /** The implicit scale code does not see the keypoints: ablation. */
  NO_KEYPOINTS(memory(switches -> switches.withCode(true, false, false))),
  /** The implicit scale code does not see the pooled feature: ablation. */
  NO_POOLED(memory(switches -> switches.withCode(false, true, false))),
  /**
   * The implicit scale code sees the keypoints' positions encoded, by ten octaves: ablation
   * "pe(10)".
   */
  POSITIONS(memory(switches -> switches.withCode(switches.pooledCode(), true, true))),
  /** The same by twenty octaves: ablation "pe(20)". */
  POSITIONS_20(memory(switches -> switches.withPositions(20))),
  /** OSTNet's scale transformation and embedding. */
  SCALE(
      host((host, memory) -> host.with(host.memory(), Optional.of(ScaleConfiguration.complete())))),
  /** Without the scale transformation: only the embedding. */
  NO_ST(scale(parts -> parts.with(false, parts.embedding(), parts.distanceVectors()))),
  /** Without the scale embedding. */
  NO_SE(scale(parts -> parts.with(parts.transform(), false, parts.distanceVectors()))),
  /** OSTNet's scale code does not see distance vectors. */
  NO_DV(scale(parts -> parts.with(parts.transform(), parts.embedding(), false))),
  /** MCNet's implicit scale code conditions what asks the codebooks. */
  QUERIES(PresetPart::conditioned),
  /** A second look at the face for keypoints that are landmarks; the project's own. */
  DETAIL(configuration -> configuration.with(FaceDetailConfiguration.usual())),
  /** The same, and mouth and eyes are drawn again where it says that they are. */
  REFINER(
      configuration ->
          configuration.with(
              FaceDetailConfiguration.usual().with(FaceRefinerConfiguration.usual())));

  /** Changes a configuration, empty where it has no place for the part. */
  private interface Change {
    Optional<ModelConfiguration> in(ModelConfiguration configuration);
  }

  /** Channels that the published hosts' motion begins with. */
  private static final int PUBLISHED_EXPANSION = 64;

  private final Change change;

  PresetPart(Change change) {
    this.change = change;
  }

  /** How a preset's name spells it: {@code no-split}. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static PresetPart named(String spelling) {
    return Arrays.stream(values())
        .filter(part -> part.spelling().equals(spelling))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown part '%s' of a preset, use one of %s"
                        .formatted(
                            spelling,
                            Arrays.stream(values())
                                .map(PresetPart::spelling)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * The preset with this part, which its name tells.
   *
   * @throws IllegalArgumentException if the preset has no place for it
   */
  Preset plugInto(Preset preset) {
    ModelConfiguration configuration =
        change
            .in(preset.configuration())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "preset %s has no place for '%s': plug what it changes in before it, or choose another preset"
                            .formatted(preset.name(), spelling())));
    return new Preset(preset.name() + ":" + spelling(), configuration);
  }

  private static Change host(BiFunction<Host, MemoryConfiguration, ModelConfiguration> change) {
    return configuration ->
        configuration instanceof Host host
            ? Optional.of(change.apply(host, sizes(host)))
            : Optional.empty();
  }

  /** Of the published width where the host's motion has it. */
  private static MemoryConfiguration sizes(Host host) {
    return host.denseMotion().blockExpansion() < PUBLISHED_EXPANSION
        ? MemoryConfiguration.compact()
        : MemoryConfiguration.published();
  }

  private static Change memory(UnaryOperator<MemorySwitches> change) {
    return configuration ->
        configuration instanceof Host host && host.memory().isPresent()
            ? Optional.of(
                host.with(
                    host.memory()
                        .map(sizes -> sizes.with(change.apply(sizes.switchesOrReleased()))),
                    host.scale()))
            : Optional.empty();
  }

  /** FOMM's generator, DaGAN's too, has one warped map and so no choice. */
  private static Change layers(Levels levels) {
    Change change = memory(switches -> switches.with(levels));
    return configuration ->
        configuration instanceof McnetConfiguration || configuration instanceof TpsmConfiguration
            ? change.in(configuration)
            : Optional.empty();
  }

  private static Change scale(UnaryOperator<ScaleConfiguration> change) {
    return configuration -> {
      if (configuration instanceof UnderstudyConfiguration union) {
        return Optional.of(union.with(change.apply(union.scale())));
      }
      return configuration instanceof Host host && host.scale().isPresent()
          ? Optional.of(host.with(host.memory(), host.scale().map(change)))
          : Optional.empty();
    };
  }

  private static Optional<ModelConfiguration> conditioned(ModelConfiguration configuration) {
    return configuration instanceof UnderstudyConfiguration union
        ? Optional.of(union.withConditionedQueries())
        : Optional.empty();
  }
}
