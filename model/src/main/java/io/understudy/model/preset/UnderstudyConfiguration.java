package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * The union: synergize with OSTNet's scale transformation in front and its scale code in the
 * generator.
 *
 * @param synergize the network that it stands on
 * @param scale what of the scale transformation is used
 * @param conditionedQueries whether MCNet's implicit scale code conditions the queries of the
 *     codebooks
 */
public record UnderstudyConfiguration(
    SynergizeConfiguration synergize, ScaleConfiguration scale, boolean conditionedQueries)
    implements ModelConfiguration {
  static final String NETWORK = "understudy";

  public UnderstudyConfiguration {
    Objects.requireNonNull(synergize, "synergize");
    Objects.requireNonNull(scale, "scale");
  }

  @Override
  public String network() {
    return NETWORK;
  }

  @Override
  public int keypoints() {
    return synergize.keypoints();
  }

  /** The keypoint detector of its network. */
  public KeypointDetectorConfiguration keypointDetector() {
    return synergize.keypointDetector();
  }

  @Override
  public DenseMotionConfiguration denseMotion() {
    return synergize.denseMotion();
  }

  @Override
  public boolean padsWithBorder() {
    return synergize.padsWithBorder();
  }

  @Override
  public Optional<SynergizeConfiguration> codebooks() {
    return Optional.of(synergize);
  }

  @Override
  public Optional<ScaleConfiguration> scaleTransformation() {
    return Optional.of(scale);
  }

  @Override
  public Optional<FaceDetailConfiguration> faceDetail() {
    return synergize.faceDetail();
  }

  @Override
  public Optional<ModelConfiguration> with(FaceDetailConfiguration detail) {
    return Optional.of(with(synergize.withDetail(detail)));
  }

  /** The same on another synergize. */
  UnderstudyConfiguration with(SynergizeConfiguration other) {
    return new UnderstudyConfiguration(other, scale, conditionedQueries);
  }

  /** The same with other parts of the scale transformation. */
  UnderstudyConfiguration with(ScaleConfiguration other) {
    return new UnderstudyConfiguration(synergize, other, conditionedQueries);
  }

  /** The same with the codebooks' queries conditioned. */
  UnderstudyConfiguration withConditionedQueries() {
    return new UnderstudyConfiguration(synergize, scale, true);
  }
}
