package io.understudy.model.preset;

import java.util.List;
import java.util.Set;

/** The Synergize part of {@link GoldenConfiguration}. */
final class GoldenSynergize {
  private static final List<String> ALL_SCALES = List.of("32", "64", "128", "256");

  /** Official options of the generator that inference knows or need not know. */
  private static final Set<String> OPTIONS =
      Set.of(
          "with_position_emb",
          "img_size",
          "nf",
          "ch_mult",
          "num_kp",
          "quantizer_type",
          "beta",
          "n_head",
          "warp_s_d_kp_query",
          "MRFA_motion_enc",
          "multiscale_sft",
          "multiscale_feature_fusion",
          "motion_codebook_split",
          "wo_motion_cdbk_share",
          "codebook_size_motion",
          "embed_dim_motion",
          "dim_embd_motion",
          "n_layers_motion",
          "app_codebook_split",
          "wo_app_cdbk_share",
          "codebook_size_app",
          "embed_dim_app",
          "dim_embd_app",
          "n_layers_app",
          "split",
          "connect_list",
          "connect_app_list",
          "fix_modules",
          "ae_path");

  private GoldenSynergize() {}

  static SynergizeConfiguration read(OfficialOptions config) {
    OfficialOptions estimator = config.group("me");
    OfficialOptions options = config.group("g");
    refuseUnsupported(options);
    boolean narrow = config.hasGroup("small");
    return new SynergizeConfiguration(
        GoldenConfiguration.keypointDetector(
            estimator.group("common_params"), estimator.group("kp_detector_params")),
        GoldenConfiguration.denseMotion(estimator.group("dense_motion_params")),
        narrow ? narrowChannels(config.group("small")) : publishedChannels(options),
        codebook(options, "motion", motionScales(options)),
        codebook(options, "app", appearanceScales(options)),
        narrow ? config.group("small").integer("mrfa_div") : 1,
        options.flag("with_position_emb", true),
        options.flag("warp_s_d_kp_query", true),
        options.flag("MRFA_motion_enc", true),
        options.flag("multiscale_sft", true),
        options.flag("multiscale_feature_fusion", true));
  }

  private static void refuseUnsupported(OfficialOptions options) {
    options.refuseOthersThan(OPTIONS);
    options.supportOnly("img_size", "256");
    options.supportOnly("split", "1");
    options.supportOnly("quantizer_type", "nearest");
  }

  private static ScaleChannels narrowChannels(OfficialOptions small) {
    List<Integer> channels = small.integersOfScales("ch");
    return new ScaleChannels(channels.get(0), channels.get(1), channels.get(2), channels.get(3));
  }

  private static ScaleChannels publishedChannels(OfficialOptions options) {
    int width = options.integer("nf");
    List<Integer> factors = options.integersOfScales("ch_mult");
    return new ScaleChannels(
        width * factors.get(3),
        width * factors.get(2),
        width * factors.get(1),
        width * factors.get(0));
  }

  private static CodebookConfiguration codebook(
      OfficialOptions options, String which, CodebookScales scales) {
    int dimensions = options.integer("dim_embd_" + which);
    options.supportOnly("embed_dim_" + which, Integer.toString(dimensions));
    return new CodebookConfiguration(
        scales,
        sharing(options, which),
        options.integer("codebook_size_" + which),
        dimensions,
        options.integer("n_layers_" + which),
        options.integer("n_head"));
  }

  private static CodeSharing sharing(OfficialOptions options, String which) {
    if (options.flag("wo_" + which + "_cdbk_share", false)) {
      return CodeSharing.SPLIT;
    }
    return options.flag(which + "_codebook_split", true)
        ? CodeSharing.ALLOCATED
        : CodeSharing.SHARED;
  }

  /** The official list names the scales beyond 32, which is always compensated. */
  private static CodebookScales motionScales(OfficialOptions options) {
    List<String> beyondFirst = options.texts("connect_list");
    return beyondFirst.isEmpty()
        ? CodebookScales.SINGLE
        : multi("connect_list", beyondFirst, ALL_SCALES.subList(1, 4));
  }

  private static CodebookScales appearanceScales(OfficialOptions options) {
    List<String> scales = options.texts("connect_app_list");
    if (scales.isEmpty()) {
      return CodebookScales.NONE;
    }
    return scales.equals(ALL_SCALES.subList(0, 1))
        ? CodebookScales.SINGLE
        : multi("connect_app_list", scales, ALL_SCALES);
  }

  private static CodebookScales multi(String name, List<String> scales, List<String> all) {
    if (!scales.equals(all)) {
      throw new IllegalArgumentException(
          "option %s must be empty, the smallest scale or %s, got %s".formatted(name, all, scales));
    }
    return CodebookScales.MULTI;
  }
}
