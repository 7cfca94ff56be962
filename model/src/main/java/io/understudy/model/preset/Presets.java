package io.understudy.model.preset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The presets that this build knows.
 *
 * <p>Multiply-adds of one driving frame at 256x256, source encoding apart, counted as in NETWORKS
 * section 7 (convolutions and matrix products; 1 GMAC = 10^9):
 *
 * <table>
 *   <caption>Cost</caption>
 *   <tr><th>preset</th><th>GMAC</th></tr>
 *   <tr><td>fomm-256</td><td>44.6</td></tr>
 *   <tr><td>fomm-compact</td><td>11.5</td></tr>
 *   <tr><td>mcnet-256</td><td>182.5</td></tr>
 *   <tr><td>mcnet-compact</td><td>23.8</td></tr>
 *   <tr><td>ostnet-256</td><td>128.6</td></tr>
 *   <tr><td>ostnet-compact</td><td>9.5</td></tr>
 *   <tr><td>ostnet-live</td><td>3.6</td></tr>
 *   <tr><td>dagan-256</td><td>54.5</td></tr>
 *   <tr><td>tpsm-256</td><td>121.9</td></tr>
 *   <tr><td>synergize-256</td><td>154.0</td></tr>
 *   <tr><td>synergize-compact</td><td>17.4</td></tr>
 *   <tr><td>understudy-256</td><td>155.4</td></tr>
 *   <tr><td>understudy-compact</td><td>17.7</td></tr>
 *   <tr><td>understudy-live</td><td>6.0</td></tr>
 * </table>
 */
public final class Presets {
  private static final Map<String, Preset> KNOWN = new LinkedHashMap<>();
  private static final Map<String, String> ALIASES =
      Map.of(
          "dagan", "dagan-256",
          "fomm", "fomm-256",
          "mcnet", "mcnet-256",
          "ostnet", "ostnet-256",
          "synergize", "synergize-256",
          "tpsm", "tpsm-256",
          "understudy", "understudy-256");

  static {
    add("fomm-256", fomm256());
    add("fomm-compact", fommCompact());
    add("mcnet-256", mcnet256());
    add("mcnet-compact", mcnetCompact());
    add("ostnet-256", ostnet256());
    add("ostnet-compact", ostnetCompact());
    add("ostnet-live", ostnetLive());
    add("dagan-256", dagan256());
    add("tpsm-256", tpsm256());
    add("synergize-256", synergize256());
    add("synergize-compact", synergizeCompact());
    add("understudy-256", understudy(synergize256()));
    add("understudy-compact", understudy(synergizeCompact()));
    add("understudy-live", understudyLive());
  }

  private Presets() {}

  /** Full names, in the order of the table. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(KNOWN.keySet());
  }

  /**
   * The preset of a full name, or of a bare one ({@code fomm}, {@code ostnet}, {@code understudy}),
   * with the parts that follow it: {@code fomm:memory:scale}; see {@link PresetPart}.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Preset named(String name) {
    String[] words = name.strip().toLowerCase(Locale.ROOT).split(":", -1);
    Preset preset = base(words[0], name);
    for (int i = 1; i < words.length; i++) {
      preset = PresetPart.named(words[i]).plugInto(preset);
    }
    return preset;
  }

  private static Preset base(String key, String name) {
    Preset preset = KNOWN.get(ALIASES.getOrDefault(key, key));
    if (preset == null) {
      throw new IllegalArgumentException(
          "unknown preset '%s', use one of %s".formatted(name, String.join(", ", KNOWN.keySet())));
    }
    return preset;
  }

  private static void add(String name, ModelConfiguration configuration) {
    KNOWN.put(name, new Preset(name, configuration));
  }

  /** As published for VoxCeleb. */
  private static FommConfiguration fomm256() {
    return new FommConfiguration(
        new KeypointDetectorConfiguration(10, 3, 32, 1024, 5, 0.25, 0.1, false),
        new DenseMotionConfiguration(64, 1024, 5, 0.25),
        new FommGeneratorConfiguration(64, 512, 2, 6),
        false);
  }

  /** Half the width of the generator, the motion of {@code ostnet-compact}. */
  private static FommConfiguration fommCompact() {
    return new FommConfiguration(
        compactDetector(), compactMotion(), new FommGeneratorConfiguration(32, 256, 2, 6), false);
  }

  /** As published; 15 keypoints, as its command line has it. */
  private static McnetConfiguration mcnet256() {
    return new McnetConfiguration(
        new KeypointDetectorConfiguration(15, 3, 32, 1024, 5, 0.25, 0.1, false),
        new DenseMotionConfiguration(64, 1024, 5, 0.25),
        64,
        Optional.of(MemoryConfiguration.published()));
  }

  /** Three eighths of the width, three sixteenths of the memory's channels. */
  private static McnetConfiguration mcnetCompact() {
    return new McnetConfiguration(
        new KeypointDetectorConfiguration(15, 3, 16, 512, 5, 0.25, 0.1, false),
        new DenseMotionConfiguration(32, 512, 5, 0.25),
        24,
        Optional.of(MemoryConfiguration.compact()));
  }

  /** The U-Net of MCNet and TPSM without memory, with everything that OSTNet adds. */
  private static McnetConfiguration ostnet256() {
    return new McnetConfiguration(
        new KeypointDetectorConfiguration(15, 3, 32, 1024, 5, 0.25, 0.1, false),
        new DenseMotionConfiguration(64, 1024, 5, 0.25),
        64,
        Optional.empty(),
        Optional.of(ScaleConfiguration.complete()));
  }

  /** Half the width and depth, one map of local frames for all keypoints. */
  private static KeypointDetectorConfiguration compactDetector() {
    return new KeypointDetectorConfiguration(15, 3, 16, 256, 5, 0.25, 0.1, true);
  }

  private static DenseMotionConfiguration compactMotion() {
    return new DenseMotionConfiguration(32, 256, 5, 0.25);
  }

  /** A quarter of the U-Net's width, motion at half width and depth, one map of local frames. */
  private static McnetConfiguration ostnetCompact() {
    return new McnetConfiguration(
        compactDetector(),
        compactMotion(),
        16,
        Optional.empty(),
        Optional.of(ScaleConfiguration.complete()));
  }

  /**
   * Half the width of {@code ostnet-compact} and no scale embedding: for 25 frames/s on two cores.
   * What comes in from outside of the source is its border.
   */
  private static McnetConfiguration ostnetLive() {
    return new McnetConfiguration(
        compactDetector(),
        compactMotion(),
        8,
        Optional.empty(),
        Optional.of(new ScaleConfiguration(true, false, true)),
        Optional.of(PaddingMode.BORDER));
  }

  /** As published: colours and disparity, else FOMM's sizes. */
  private static DaganConfiguration dagan256() {
    return new DaganConfiguration(
        new KeypointDetectorConfiguration(15, 4, 32, 1024, 5, 0.25, 0.1, false),
        new DenseMotionConfiguration(64, 1024, 5, 0.25),
        new FommGeneratorConfiguration(64, 512, 2, 6));
  }

  /** As published. */
  private static TpsmConfiguration tpsm256() {
    return new TpsmConfiguration(10, new DenseMotionConfiguration(64, 1024, 5, 0.25), 64);
  }

  /** As published. */
  private static SynergizeConfiguration synergize256() {
    return synergize(
        new KeypointDetectorConfiguration(15, 3, 32, 1024, 5, 0.25, 0.1, false),
        new DenseMotionConfiguration(64, 1024, 5, 0.25),
        new ScaleChannels(256, 128, 128, 64),
        codebook(1024, 32, 8),
        codebook(1024, 256, 8),
        1,
        Optional.empty());
  }

  /**
   * Half the channels or less at every scale, half the codes, a quarter of the token and refinement
   * widths, the motion of {@code ostnet-compact}. Few heads: attention costs time by head. What
   * comes in from outside of the source is its border.
   */
  private static SynergizeConfiguration synergizeCompact() {
    return synergize(
        compactDetector(),
        compactMotion(),
        new ScaleChannels(128, 64, 32, 16, 4),
        codebook(512, 32, 1),
        codebook(512, 64, 2),
        4,
        Optional.of(PaddingMode.BORDER));
  }

  private static CodebookConfiguration codebook(int codes, int dimensions, int heads) {
    return new CodebookConfiguration(
        CodebookScales.MULTI, CodeSharing.ALLOCATED, codes, dimensions, 2, heads);
  }

  /** The union on a width of synergize; the codebooks' queries are not conditioned. */
  private static UnderstudyConfiguration understudy(SynergizeConfiguration synergize) {
    return new UnderstudyConfiguration(synergize, ScaleConfiguration.complete(), false);
  }

  /**
   * The union for 25 frames/s on two cores: the widths of {@code understudy-compact}, a shallow
   * generator, both codebooks at 32x32 alone with one layer and one head, no feature transform.
   * OSTNet's scale code is in the generator, MCNet's implicit one in the codebooks' queries.
   */
  private static UnderstudyConfiguration understudyLive() {
    return new UnderstudyConfiguration(
        new SynergizeConfiguration(
            compactDetector(),
            compactMotion(),
            new ScaleChannels(128, 64, 32, 16, 4),
            liveCodebook(32),
            liveCodebook(64),
            4,
            true,
            true,
            true,
            false,
            true,
            Optional.of(PaddingMode.BORDER),
            Optional.of(GeneratorDepth.SHALLOW)),
        ScaleConfiguration.complete(),
        true);
  }

  private static CodebookConfiguration liveCodebook(int dimensions) {
    return new CodebookConfiguration(
        CodebookScales.SINGLE, CodeSharing.ALLOCATED, 256, dimensions, 1, 1);
  }

  private static SynergizeConfiguration synergize(
      KeypointDetectorConfiguration keypointDetector,
      DenseMotionConfiguration denseMotion,
      ScaleChannels channels,
      CodebookConfiguration motion,
      CodebookConfiguration appearance,
      int refinementDivisor,
      Optional<PaddingMode> paddingMode) {
    return new SynergizeConfiguration(
        keypointDetector,
        denseMotion,
        channels,
        motion,
        appearance,
        refinementDivisor,
        true,
        true,
        true,
        true,
        true,
        paddingMode,
        Optional.empty());
  }
}
