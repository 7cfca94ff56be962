package io.understudy.operators.source;

import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.operators.picture.Pictures;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.UnknownModelException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/** Portrait bytes to feature bytes. One thread; owns its codec. */
final class SourceEncoder implements AutoCloseable {
  private static final int DIGEST_BYTES = 16;

  private final SourceModels models;
  private final PictureCodec codec;

  /**
   * @param models borrowed
   */
  SourceEncoder(PictureBounds bounds, SourceModels models) {
    this.models = models;
    this.codec = new PictureCodec(bounds);
  }

  /** Decodes the portrait, only to learn whether it can be. */
  void check(Source source) throws PictureException {
    portrait(source);
  }

  /**
   * The features for a session's model, from {@code cached} where the deployed model still makes
   * such features.
   *
   * @throws UnknownModelException if the session asks for a preset or weights that are not there
   */
  EncodedSource encode(Source source, Session session, MapState<String, EncodedSource> cached)
      throws Exception {
    String requested = models.keyOf(session).toString();
    Reenactor reenactor = models.of(session);
    EncodedSource known = cached.get(requested);
    if (known != null && known.kind().equals(reenactor.featureKind())) {
      return known;
    }
    byte[] features = features(source, reenactor);
    ModelKey model = new ModelKey(reenactor.preset(), reenactor.weightsId());
    EncodedSource encoded =
        new EncodedSource(model, reenactor.featureKind(), digest(features), features);
    cached.put(requested, encoded);
    return encoded;
  }

  /** Forgets features that no stream of the source uses. */
  void forgetUnused(SourceState state) throws Exception {
    Set<String> used = new HashSet<>();
    for (Subscriber subscriber : state.stayingSubscribers()) {
      used.add(models.keyOf(subscriber.session()).toString());
    }
    List<String> unused = new ArrayList<>();
    state.features().keys().forEach(unused::add);
    unused.removeAll(used);
    for (String model : unused) {
      state.features().remove(model);
    }
  }

  /** Whether a session's deployed model is there and makes other features than are kept. */
  boolean isOutdated(Session session, MapState<String, EncodedSource> cached, long nowEpochMillis)
      throws Exception {
    EncodedSource known = cached.get(models.keyOf(session).toString());
    return known != null
        && models.absence(session, nowEpochMillis).isEmpty()
        && !known.kind().equals(models.of(session).featureKind());
  }

  private byte[] features(Source source, Reenactor reenactor) throws SourceNotEncodableException {
    try (SourceFeatures features = reenactor.encode(portrait(source))) {
      return features.toBytes();
    } catch (PictureException | RuntimeException e) {
      throw new SourceNotEncodableException(
          "source %s could not be encoded by %s (%s): publish another portrait"
              .formatted(source.sourceId(), reenactor.preset(), e.getMessage()),
          e);
    }
  }

  /** The codec tells JPEG from PNG by itself. */
  private Picture portrait(Source source) throws PictureException {
    RgbImage whole = codec.decode(source.portrait(), FrameEncoding.JPEG, 0, 0);
    RgbImage square = PictureTransform.crop(whole, PictureTransform.square(whole, source.crop()));
    return Pictures.toModel(square);
  }

  private static String digest(byte[] features) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(features);
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
