package io.understudy.model.union;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.PixelRange;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.ost.ScaleEmbedding;
import io.understudy.model.ost.ScaleTransform;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.synergize.Conditioning;
import io.understudy.model.synergize.Conditioning.Asker;
import io.understudy.model.synergize.SynergizeNetwork;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The union: {@link SynergizeNetwork}, OSTNet's scale transformation in front of its keypoints, and
 * the scale code in the features that enter the generator and in the generator itself; optionally
 * MCNet's implicit scale code in the queries of the codebooks. With the added parts at their
 * initial values it is synergize with the same weights.
 *
 * <p>Keys of synergize, {@code scale_transform.*}, {@code scale_embedding.compensated.SIDE}, {@code
 * scale_embedding.decoded.SIDE} and {@code conditioned_queries.*}. The source's encoder maps stay
 * the source's alone: the code joins them where they are fused. What of the implicit scale codes
 * the source's keypoints alone make is computed with those maps, once for each source.
 */
public final class UnderstudyNetwork implements Network {
  /** Names under which {@link SourceMaps} hold what of the queries' codes is a source's alone. */
  private static final Map<Asker, String> CODE_SHARES =
      Map.of(Asker.MOTION, "motion_scale_code", Asker.APPEARANCE, "app_scale_code");

  private final SynergizeNetwork synergize;
  private final ScaleTransform scaleTransform;
  private final ScaleEmbedding compensated;
  private final ScaleEmbedding decoded;
  private final Map<Asker, ConditionedQueries> queries = new EnumMap<>(Asker.class);

  public UnderstudyNetwork(Parameters root, UnderstudyConfiguration configuration) {
    this.synergize = new SynergizeNetwork(root, configuration.synergize());
    this.scaleTransform =
        new ScaleTransform(
            root.at("scale_transform"),
            configuration.scale(),
            configuration.keypointDetector().keypoints(),
            pixelRange().shift());
    ScaleChannels channels = configuration.synergize().channels();
    Map<Integer, Integer> decoderSides =
        Map.of(64, channels.at64(), 128, channels.at128(), 256, channels.at256());
    Parameters keys = root.at("scale_embedding");
    Map<Integer, Integer> sides = new TreeMap<>(decoderSides);
    sides.put(32, channels.at32());
    this.compensated =
        new ScaleEmbedding(keys.at("compensated"), Optional.of(configuration.scale()), sides);
    this.decoded =
        new ScaleEmbedding(keys.at("decoded"), Optional.of(configuration.scale()), decoderSides);
    if (configuration.conditionedQueries()) {
      declareQueries(root.at("conditioned_queries"), configuration);
    }
  }

  private void declareQueries(Parameters parameters, UnderstudyConfiguration configuration) {
    if (configuration.synergize().motion().present()) {
      int size = configuration.synergize().motion().dimensions();
      queries.put(
          Asker.MOTION, new ConditionedQueries(parameters.at("motion"), configuration, size));
    }
    if (configuration.synergize().appearance().present()) {
      int size = configuration.synergize().appearance().dimensions();
      queries.put(
          Asker.APPEARANCE, new ConditionedQueries(parameters.at("app"), configuration, size));
    }
  }

  @Override
  public PixelRange pixelRange() {
    return synergize.pixelRange();
  }

  @Override
  public Optional<ScaleTransform> scaleTransform() {
    return Optional.of(scaleTransform);
  }

  @Override
  public KeypointTensors detect(NDArray images, Tap tap) {
    return synergize.detect(images, tap);
  }

  @Override
  public NDArray locate(NDArray images) {
    return synergize.locate(images);
  }

  @Override
  public Optional<FaceDetail> faceDetail() {
    return synergize.faceDetail();
  }

  @Override
  public SourceMaps encode(NDArray image, KeypointTensors keypoints, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>(synergize.encode(image, keypoints, tap).maps());
    queries.forEach(
        (asker, query) -> maps.put(CODE_SHARES.get(asker), query.ofSource(keypoints.values())));
    return new SourceMaps(maps);
  }

  /**
   * @param tap hears what {@link SynergizeNetwork} tells
   */
  @Override
  public NDArray generate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      Optional<NDArray> scaleCode,
      Tap tap) {
    return synergize.generate(maps, source, driving, new Codes(maps, scaleCode), tap);
  }

  @Override
  public void encodeDriving(NDArray images, Tap tap) {
    synergize.encodeDriving(images, tap);
  }

  /** The codes of one batch. */
  private final class Codes implements Conditioning {
    private final SourceMaps maps;
    private final Optional<NDArray> scaleCode;

    Codes(SourceMaps maps, Optional<NDArray> scaleCode) {
      this.maps = maps;
      this.scaleCode = scaleCode;
    }

    @Override
    public NDArray compensated(int side, NDArray features) {
      return compensated.add(side, features, scaleCode);
    }

    @Override
    public NDArray decoded(int side, NDArray map) {
      return decoded.add(side, map, scaleCode);
    }

    @Override
    public NDArray query(Asker asker, NDArray tokens) {
      ConditionedQueries conditioned = queries.get(asker);
      return conditioned == null
          ? tokens
          : conditioned.condition(tokens, maps.get(CODE_SHARES.get(asker)));
    }
  }
}
