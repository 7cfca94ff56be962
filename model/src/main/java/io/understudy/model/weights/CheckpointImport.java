package io.understudy.model.weights;

import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns published checkpoints into weights. Names stay as published below the prefix of their
 * network: {@code kp_detector.}, {@code generator.} (FOMM), {@code motion_estimator.}, {@code
 * net_g.} (Synergize, two files in any order). Training-only sections (discriminators, optimisers)
 * are left out. A sampling convention cannot be told from tensors: FOMM files of torch 1.0 are best
 * read with a preset whose configuration aligns corners (NETWORKS section 0). Whether the tensors
 * fit the preset's network is for {@link WeightsCheck} to say.
 */
public final class CheckpointImport {
  private static final List<String> FOMM_SECTIONS = List.of("kp_detector", "generator");

  private CheckpointImport() {}

  /**
   * Imports files of a preset that their tensors tell.
   *
   * @throws WeightsException if a file is unusable or the tensors are of no known preset
   * @throws IOException if a file cannot be read
   */
  public static Weights read(Path... files) throws IOException {
    List<HostTensor> tensors = gather(files);
    Preset preset =
        PresetRecognition.of(tensors)
            .orElseThrow(
                () ->
                    new WeightsException(
                        "the tensors of %s are those of none of the presets %s: name the preset, or"
                                .formatted(Arrays.toString(files), Presets.names())
                            + " give every file of the model"));
    return Weights.of(preset, imported(files), tensors);
  }

  /**
   * Imports files as weights of {@code preset}.
   *
   * @throws WeightsException if a file is unusable
   * @throws IOException if a file cannot be read
   */
  public static Weights read(Preset preset, Path... files) throws IOException {
    return Weights.of(preset, imported(files), gather(files));
  }

  private static TrainingRecord imported(Path... files) {
    return TrainingRecord.imported(
        Arrays.stream(files)
            .map(file -> file.getFileName().toString())
            .collect(Collectors.joining(", ")));
  }

  private static List<HostTensor> gather(Path... files) throws IOException {
    List<HostTensor> tensors = new ArrayList<>();
    for (Path file : files) {
      try (Checkpoint checkpoint = Checkpoint.open(file)) {
        tensors.addAll(tensors(checkpoint, file));
      }
    }
    return tensors;
  }

  private static List<HostTensor> tensors(Checkpoint checkpoint, Path file) throws IOException {
    Set<String> sections = checkpoint.sections();
    List<HostTensor> tensors = new ArrayList<>();
    if (sections.containsAll(FOMM_SECTIONS)) {
      for (String section : FOMM_SECTIONS) {
        tensors.addAll(prefixed(section + ".", checkpoint.tensors(section)));
      }
    } else if (sections.contains("params_ema") || sections.contains("params")) {
      List<HostTensor> network =
          checkpoint.tensors(sections.contains("params_ema") ? "params_ema" : "params");
      boolean motion =
          network.stream().anyMatch(tensor -> tensor.name().startsWith("kp_detector."));
      tensors.addAll(prefixed(motion ? "motion_estimator." : "net_g.", network));
    } else {
      throw new WeightsException(
          "checkpoint %s has the sections %s, but must have %s, or params_ema or params"
              .formatted(file, sections, FOMM_SECTIONS));
    }
    return tensors;
  }

  private static List<HostTensor> prefixed(String prefix, List<HostTensor> tensors) {
    return tensors.stream().map(tensor -> tensor.withName(prefix + tensor.name())).toList();
  }
}
