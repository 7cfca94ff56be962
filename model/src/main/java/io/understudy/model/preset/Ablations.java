package io.understudy.model.preset;

import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.MemorySwitches.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The ablation studies of the papers as variants of a configuration (NETWORKS sections 2.3, 3.9 and
 * 4.2); the last row of a table is the configuration itself. Pure.
 */
public final class Ablations {
  private static final String SYNERGIZING_PARTS = "Synergizing Tab. 2";
  private static final String SYNERGIZING_CODES = "Synergizing Tab. 4";
  private static final String MCNET_PARTS = "MCNet Tab. 2";
  private static final String MCNET_CHOICES = "MCNet Tab. 3, 4";
  private static final String OSTNET_PARTS = "OSTNet Tab. 3";
  private static final String OSTNET_VECTORS = "OSTNet Tab. 4";

  private Ablations() {}

  /**
   * The rows, table by table.
   *
   * @throws IllegalArgumentException if no paper ablates such a network
   */
  public static List<Ablation> of(Preset preset) {
    ModelConfiguration full = preset.configuration();
    if (full instanceof SynergizeConfiguration synergize) {
      return codebooks(synergize, variant -> variant);
    }
    if (full instanceof UnderstudyConfiguration union) {
      return codebooks(union.synergize(), union::with);
    }
    if (full instanceof McnetConfiguration mcnet && mcnet.memory().isPresent()) {
      return memory(mcnet);
    }
    if (full instanceof McnetConfiguration ostnet && ostnet.scale().isPresent()) {
      return scale(ostnet);
    }
    throw new IllegalArgumentException(
        "preset %s has no ablations, which are of codebooks, memories and scale transformations: choose synergize, understudy, mcnet or ostnet"
            .formatted(preset.name()));
  }

  /** Makes the configuration of the network that stands on a variant of synergize. */
  @FunctionalInterface
  private interface Host {
    ModelConfiguration of(SynergizeConfiguration variant);
  }

  private static List<Ablation> codebooks(SynergizeConfiguration full, Host host) {
    List<Ablation> rows = new ArrayList<>();
    CodebookScales none = CodebookScales.NONE;
    CodebookScales single = CodebookScales.SINGLE;
    CodebookScales multi = CodebookScales.MULTI;
    rows.add(parts("Baseline", full, none, none, host));
    rows.add(parts("+ SMC", full, single, none, host));
    rows.add(parts("+ MMC", full, multi, none, host));
    rows.add(parts("+ MMC + SAC", full, multi, single, host));
    rows.add(parts("+ MMC + MAC", full, multi, multi, host));
    rows.add(codes("all codes at all scales", full, CodeSharing.SHARED, host));
    rows.add(codes("codes split between scales", full, CodeSharing.SPLIT, host));
    rows.add(codes("codes allocated", full, CodeSharing.ALLOCATED, host));
    return rows;
  }

  private static Ablation parts(
      String row,
      SynergizeConfiguration full,
      CodebookScales motion,
      CodebookScales appearance,
      Host host) {
    SynergizeConfiguration variant =
        full.with(full.motion().with(motion), full.appearance().with(appearance));
    return new Ablation(SYNERGIZING_PARTS, row, host.of(variant));
  }

  private static Ablation codes(
      String row, SynergizeConfiguration full, CodeSharing sharing, Host host) {
    SynergizeConfiguration variant =
        full.with(full.motion().with(sharing), full.appearance().with(sharing));
    return new Ablation(SYNERGIZING_CODES, row, host.of(variant));
  }

  private static List<Ablation> memory(McnetConfiguration full) {
    List<Ablation> rows = new ArrayList<>();
    rows.add(new Ablation(MCNET_PARTS, "Baseline", full.with(Optional.empty(), full.scale())));
    UnaryOperator<MemorySwitches> unconditioned = s -> s.with(Conditioning.NONE);
    rows.add(memory(MCNET_PARTS, "+ MCM", full, unconditioned));
    rows.add(
        memory(
            MCNET_PARTS, "+ MCM w/o Eq. 4", full, s -> s.with(Conditioning.NONE).with(Split.NONE)));
    rows.add(memory(MCNET_PARTS, "+ ISCM + MCM", full, s -> s));
    rows.add(memory(MCNET_CHOICES, "pe(10)", full, s -> s.withCode(true, true, true)));
    rows.add(memory(MCNET_CHOICES, "pe(20)", full, s -> s.withPositions(20)));
    rows.add(memory(MCNET_CHOICES, "ISCM w/o feature", full, s -> s.withCode(false, true, false)));
    rows.add(
        memory(MCNET_CHOICES, "ISCM w/o keypoints", full, s -> s.withCode(true, false, false)));
    rows.add(memory(MCNET_CHOICES, "single layer", full, s -> s.with(Levels.FIRST)));
    rows.add(memory(MCNET_CHOICES, "w/o dynamic convolution", full, s -> s.with(KeyValue.PLAIN)));
    rows.add(memory(MCNET_CHOICES, "MCNet", full, s -> s));
    return rows;
  }

  private static Ablation memory(
      String table, String row, McnetConfiguration full, UnaryOperator<MemorySwitches> change) {
    return new Ablation(
        table,
        row,
        full.with(
            full.memory().map(sizes -> sizes.with(change.apply(sizes.switchesOrReleased()))),
            full.scale()));
  }

  private static List<Ablation> scale(McnetConfiguration full) {
    ScaleConfiguration all = full.scale().orElseThrow();
    return List.of(
        new Ablation(OSTNET_PARTS, "Baseline", full.with(full.memory(), Optional.empty())),
        new Ablation(
            OSTNET_PARTS,
            "+ ST",
            full.with(full.memory(), Optional.of(all.with(true, false, true)))),
        new Ablation(
            OSTNET_PARTS,
            "+ ST + SE",
            full.with(full.memory(), Optional.of(all.with(true, true, true)))),
        new Ablation(
            OSTNET_VECTORS,
            "w/o DV",
            full.with(full.memory(), Optional.of(all.with(true, true, false)))),
        new Ablation(
            OSTNET_VECTORS,
            "OSTNet",
            full.with(full.memory(), Optional.of(all.with(true, true, true)))));
  }
}
