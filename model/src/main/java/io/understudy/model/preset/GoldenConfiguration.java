package io.understudy.model.preset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the configuration of a reference fixture's {@code meta.json}, which is written in the
 * option names of the official repositories (NETWORKS section 10). Pure.
 */
public final class GoldenConfiguration {
  private static final Set<String> KINDS =
      Set.of(FommConfiguration.NETWORK, SynergizeConfiguration.NETWORK);

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

  private static final List<String> ALL_SCALES = List.of("32", "64", "128", "256");

  private GoldenConfiguration() {}

  /** Whether {@code kind} of a fixture is a model that this build has. */
  public static boolean knows(String kind) {
    return KINDS.contains(kind);
  }

  /**
   * The configuration of a fixture.
   *
   * @param meta the whole object of {@code meta.json}
   * @throws IllegalArgumentException if its kind is no known model, or an option is unknown,
   *     missing or not supported
   */
  public static ModelConfiguration read(JsonObject meta) {
    String kind = required(meta, "kind").getAsString();
    JsonObject config = required(meta, "config").getAsJsonObject();
    return switch (kind) {
      case FommConfiguration.NETWORK -> fomm(config);
      case SynergizeConfiguration.NETWORK -> synergize(config);
      default ->
          throw new IllegalArgumentException(
              "kind of a fixture must be one of %s, got %s".formatted(KINDS, kind));
    };
  }

  private static FommConfiguration fomm(JsonObject config) {
    JsonObject generator = object(config, "gen");
    return new FommConfiguration(
        keypointDetector(object(config, "common"), object(config, "kp")),
        denseMotion(object(generator, "dense_motion_params")),
        new FommGeneratorConfiguration(
            integer(generator, "block_expansion"),
            integer(generator, "max_features"),
            integer(generator, "num_down_blocks"),
            integer(generator, "num_bottleneck_blocks")),
        false);
  }

  private static KeypointDetectorConfiguration keypointDetector(
      JsonObject common, JsonObject detector) {
    return new KeypointDetectorConfiguration(
        integer(common, "num_kp"),
        integer(common, "num_channels"),
        integer(detector, "block_expansion"),
        integer(detector, "max_features"),
        integer(detector, "num_blocks"),
        required(detector, "scale_factor").getAsDouble(),
        required(detector, "temperature").getAsDouble(),
        flag(detector, "single_jacobian_map", false));
  }

  private static DenseMotionConfiguration denseMotion(JsonObject dense) {
    return new DenseMotionConfiguration(
        integer(dense, "block_expansion"),
        integer(dense, "max_features"),
        integer(dense, "num_blocks"),
        required(dense, "scale_factor").getAsDouble());
  }

  private static SynergizeConfiguration synergize(JsonObject config) {
    JsonObject estimator = object(config, "me");
    JsonObject options = object(config, "g");
    refuseUnsupported(options);
    JsonElement small = config.get("small");
    boolean narrow = small != null && small.isJsonObject();
    return new SynergizeConfiguration(
        keypointDetector(
            object(estimator, "common_params"), object(estimator, "kp_detector_params")),
        denseMotion(object(estimator, "dense_motion_params")),
        narrow ? narrowChannels(small.getAsJsonObject()) : publishedChannels(options),
        codebook(options, "motion", motionScales(options)),
        codebook(options, "app", appearanceScales(options)),
        narrow ? integer(small.getAsJsonObject(), "mrfa_div") : 1,
        flag(options, "with_position_emb", true),
        flag(options, "warp_s_d_kp_query", true),
        flag(options, "MRFA_motion_enc", true),
        flag(options, "multiscale_sft", true),
        flag(options, "multiscale_feature_fusion", true));
  }

  private static void refuseUnsupported(JsonObject options) {
    List<String> unknown = new ArrayList<>(options.keySet());
    unknown.removeAll(OPTIONS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown options of the generator: " + unknown);
    }
    require(options, "img_size", "256");
    require(options, "split", "1");
    require(options, "quantizer_type", "nearest");
  }

  private static void require(JsonObject options, String name, String value) {
    JsonElement given = options.get(name);
    if (given != null && !given.getAsString().equals(value)) {
      throw new IllegalArgumentException(
          "option %s must be %s, got %s".formatted(name, value, given));
    }
  }

  private static ScaleChannels narrowChannels(JsonObject small) {
    List<Integer> channels = integers(small, "ch");
    return new ScaleChannels(channels.get(0), channels.get(1), channels.get(2), channels.get(3));
  }

  private static ScaleChannels publishedChannels(JsonObject options) {
    int width = integer(options, "nf");
    List<Integer> factors = integers(options, "ch_mult");
    return new ScaleChannels(
        width * factors.get(3),
        width * factors.get(2),
        width * factors.get(1),
        width * factors.get(0));
  }

  private static CodebookConfiguration codebook(
      JsonObject options, String which, CodebookScales scales) {
    int dimensions = integer(options, "dim_embd_" + which);
    require(options, "embed_dim_" + which, Integer.toString(dimensions));
    return new CodebookConfiguration(
        scales,
        sharing(options, which),
        integer(options, "codebook_size_" + which),
        dimensions,
        integer(options, "n_layers_" + which),
        integer(options, "n_head"));
  }

  private static CodeSharing sharing(JsonObject options, String which) {
    if (flag(options, "wo_" + which + "_cdbk_share", false)) {
      return CodeSharing.SPLIT;
    }
    return flag(options, which + "_codebook_split", true)
        ? CodeSharing.ALLOCATED
        : CodeSharing.SHARED;
  }

  private static CodebookScales motionScales(JsonObject options) {
    List<String> beyondFirst = texts(options, "connect_list");
    if (beyondFirst.isEmpty()) {
      return CodebookScales.SINGLE;
    }
    return multi("connect_list", beyondFirst, ALL_SCALES.subList(1, 4));
  }

  private static CodebookScales appearanceScales(JsonObject options) {
    List<String> scales = texts(options, "connect_app_list");
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

  private static List<String> texts(JsonObject json, String name) {
    return required(json, name).getAsJsonArray().asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  private static List<Integer> integers(JsonObject json, String name) {
    List<Integer> values =
        required(json, name).getAsJsonArray().asList().stream().map(JsonElement::getAsInt).toList();
    if (values.size() != 4) {
      throw new IllegalArgumentException(
          "option %s must have 4 values, got %s".formatted(name, values));
    }
    return values;
  }

  private static JsonObject object(JsonObject json, String name) {
    return required(json, name).getAsJsonObject();
  }

  private static int integer(JsonObject json, String name) {
    return required(json, name).getAsInt();
  }

  private static boolean flag(JsonObject json, String name, boolean otherwise) {
    return json.has(name) ? json.get(name).getAsBoolean() : otherwise;
  }

  private static JsonElement required(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "option '%s' is missing beside %s".formatted(name, json.keySet()));
    }
    return value;
  }
}
