package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * Synergizing motion and appearance (NETWORKS section 3). Every ablation of section 3.9 is a
 * switch.
 *
 * @param keypointDetector detector of the motion estimator
 * @param denseMotion flow of the motion estimator
 * @param channels widths of encoder and generator
 * @param motion codebook that refines the flow; its dimensions are normalised in 32 groups
 * @param appearance codebook that repairs the warped features
 * @param refinementDivisor divides every width of the flow encoder and refiner of section 3.4,
 *     steps 8 to 10: 1, 2, 4, 8 or 16
 * @param positionEmbedding whether tokens carry a learned position ({@code with_position_emb})
 * @param warpedSourceQuery whether the motion query also holds the warped source and the driving
 *     heatmaps ({@code warp_s_d_kp_query})
 * @param motionEncoder whether the flow is refined through the motion encoder of MRFA ({@code
 *     MRFA_motion_enc})
 * @param featureTransform whether the generator is modulated by the compensated features ({@code
 *     multiscale_sft})
 * @param featureAddition whether they are added too ({@code multiscale_feature_fusion})
 * @param paddingMode of the source's features under the flow; empty is {@code zeros}, as published
 * @param generatorDepth how many blocks the generator has; empty is {@code published}
 */
public record SynergizeConfiguration(
    KeypointDetectorConfiguration keypointDetector,
    DenseMotionConfiguration denseMotion,
    ScaleChannels channels,
    CodebookConfiguration motion,
    CodebookConfiguration appearance,
    int refinementDivisor,
    boolean positionEmbedding,
    boolean warpedSourceQuery,
    boolean motionEncoder,
    boolean featureTransform,
    boolean featureAddition,
    Optional<PaddingMode> paddingMode,
    Optional<GeneratorDepth> generatorDepth)
    implements ModelConfiguration {
  /** Groups of every group normalisation, as published (NETWORKS section 3.2). */
  public static final int NORM_GROUPS = 32;

  static final String NETWORK = "synergize";

  public SynergizeConfiguration {
    Objects.requireNonNull(keypointDetector, "keypointDetector");
    Objects.requireNonNull(denseMotion, "denseMotion");
    Objects.requireNonNull(channels, "channels");
    Objects.requireNonNull(motion, "motion");
    Objects.requireNonNull(appearance, "appearance");
    Objects.requireNonNull(paddingMode, "paddingMode");
    Objects.requireNonNull(generatorDepth, "generatorDepth");
    Range.checkMultiple("dimensions of the motion codebook", motion.dimensions(), NORM_GROUPS);
    if (refinementDivisor < 1 || refinementDivisor > 16 || 16 % refinementDivisor != 0) {
      throw new IllegalArgumentException(
          "refinementDivisor must be 1, 2, 4, 8 or 16, got " + refinementDivisor);
    }
    if (denseMotion.scaleFactor() != 0.25) {
      throw new IllegalArgumentException(
          "scaleFactor of denseMotion must be 0.25 in synergize, whose flow is 64x64, got "
              + denseMotion.scaleFactor());
    }
  }

  /** As published: what lies outside of the source is grey, and the generator has all blocks. */
  public SynergizeConfiguration(
      KeypointDetectorConfiguration keypointDetector,
      DenseMotionConfiguration denseMotion,
      ScaleChannels channels,
      CodebookConfiguration motion,
      CodebookConfiguration appearance,
      int refinementDivisor,
      boolean positionEmbedding,
      boolean warpedSourceQuery,
      boolean motionEncoder,
      boolean featureTransform,
      boolean featureAddition) {
    this(
        keypointDetector,
        denseMotion,
        channels,
        motion,
        appearance,
        refinementDivisor,
        positionEmbedding,
        warpedSourceQuery,
        motionEncoder,
        featureTransform,
        featureAddition,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public String network() {
    return NETWORK;
  }

  @Override
  public boolean padsWithBorder() {
    return paddingMode.filter(PaddingMode.BORDER::equals).isPresent();
  }

  @Override
  public Optional<SynergizeConfiguration> codebooks() {
    return Optional.of(this);
  }

  /** Whether the generator leaves blocks out. */
  public boolean shallow() {
    return generatorDepth.filter(GeneratorDepth.SHALLOW::equals).isPresent();
  }

  @Override
  public Optional<FaceDetailConfiguration> faceDetail() {
    return keypointDetector.detail();
  }

  @Override
  public Optional<ModelConfiguration> with(FaceDetailConfiguration detail) {
    return Optional.of(withDetail(detail));
  }

  /** The same with a second look at the face. */
  SynergizeConfiguration withDetail(FaceDetailConfiguration detail) {
    return new SynergizeConfiguration(
        keypointDetector.with(detail),
        denseMotion,
        channels,
        motion,
        appearance,
        refinementDivisor,
        positionEmbedding,
        warpedSourceQuery,
        motionEncoder,
        featureTransform,
        featureAddition,
        paddingMode,
        generatorDepth);
  }

  /** The same with other codebooks. */
  SynergizeConfiguration with(
      CodebookConfiguration otherMotion, CodebookConfiguration otherAppearance) {
    return new SynergizeConfiguration(
        keypointDetector,
        denseMotion,
        channels,
        otherMotion,
        otherAppearance,
        refinementDivisor,
        positionEmbedding,
        warpedSourceQuery,
        motionEncoder,
        featureTransform,
        featureAddition,
        paddingMode,
        generatorDepth);
  }

  @Override
  public int keypoints() {
    return keypointDetector.keypoints();
  }
}
