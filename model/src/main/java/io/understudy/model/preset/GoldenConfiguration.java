package io.understudy.model.preset;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the configuration of a reference fixture's {@code meta.json}, which is written in the
 * option names of the official repositories (NETWORKS section 10). Pure.
 */
public final class GoldenConfiguration {
  private static final Set<String> KINDS =
      Set.of(FommConfiguration.NETWORK, McnetConfiguration.NETWORK, SynergizeConfiguration.NETWORK);

  private GoldenConfiguration() {}

  /**
   * The configuration of a fixture.
   *
   * @param meta the whole object of {@code meta.json}
   * @throws IllegalArgumentException if its kind is no known model, or an option is unknown,
   *     missing or not supported
   */
  public static ModelConfiguration read(JsonObject meta) {
    OfficialOptions fixture = new OfficialOptions(meta);
    String kind = fixture.text("kind");
    OfficialOptions config = fixture.group("config");
    return switch (kind) {
      case FommConfiguration.NETWORK -> fomm(config);
      case McnetConfiguration.NETWORK -> mcnet(config);
      case SynergizeConfiguration.NETWORK -> GoldenSynergize.read(config);
      default ->
          throw new IllegalArgumentException(
              "kind of a fixture must be one of %s, got %s".formatted(KINDS, kind));
    };
  }

  private static FommConfiguration fomm(OfficialOptions config) {
    OfficialOptions generator = config.group("gen");
    return new FommConfiguration(
        keypointDetector(config.group("common"), config.group("kp")),
        denseMotion(generator.group("dense_motion_params")),
        new FommGeneratorConfiguration(
            generator.integer("block_expansion"),
            generator.integer("max_features"),
            generator.integer("num_down_blocks"),
            generator.integer("num_bottleneck_blocks")),
        false);
  }

  private static McnetConfiguration mcnet(OfficialOptions config) {
    OfficialOptions generator = config.group("gen");
    OfficialOptions memory = config.group("mb");
    boolean narrow = config.hasGroup("small");
    return new McnetConfiguration(
        keypointDetector(config.group("common"), config.group("kp")),
        denseMotion(generator.group("dense_motion_params")),
        generator.integer("block_expansion"),
        Optional.of(
            new MemoryConfiguration(
                memory.integer("mb_channel"),
                memory.integer("mb_spatial"),
                narrow ? config.group("small").integer("style_hidden") : 128,
                narrow ? config.group("small").integer("style_dim") : 512)));
  }

  static KeypointDetectorConfiguration keypointDetector(
      OfficialOptions common, OfficialOptions detector) {
    return new KeypointDetectorConfiguration(
        common.integer("num_kp"),
        common.integer("num_channels"),
        detector.integer("block_expansion"),
        detector.integer("max_features"),
        detector.integer("num_blocks"),
        detector.number("scale_factor"),
        detector.number("temperature"),
        detector.flag("single_jacobian_map", false));
  }

  static DenseMotionConfiguration denseMotion(OfficialOptions dense) {
    return new DenseMotionConfiguration(
        dense.integer("block_expansion"),
        dense.integer("max_features"),
        dense.integer("num_blocks"),
        dense.number("scale_factor"));
  }
}
