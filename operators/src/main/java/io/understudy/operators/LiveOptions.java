package io.understudy.operators;

import io.understudy.connectors.contract.Session;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.operators.reenactor.ModelKey;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;

/**
 * Every option of the live operators; validated, with its defaults in {@link #DEFAULTS}.
 *
 * @param maxBatchFrames most frames in a model call
 * @param maxBatchesInFlight batches running or waiting for a worker; 2 keep one call of the network
 *     busy, one more than them several side by side
 * @param maxQueuedFramesPerStream live frames that wait for a batch before the oldest is dropped
 * @param featureCacheBytes device bytes for source features that no batch is using
 * @param sessionWaitFrames frames of a stream that wait for its session
 * @param sessionWaitMillis longest wait for a session, ms
 * @param maxPictureBytes encoded size beyond which a picture is refused unread; at most what a
 *     record of the topics takes
 * @param maxPicturePixels width times height beyond which a picture is refused undecoded
 * @param jpegQuality quality of the output, 1..100
 * @param unlabelledAllowed whether a session may switch its visible label off
 * @param labelText the visible label of every output
 * @param defaultPreset preset of sessions that name none
 * @param defaultWeightsId weights of sessions that name none; empty for the deployed ones
 * @param defaultDeadlineMillis deadline of live sessions that name none, ms
 * @param defaultScaleSmoothingMillis time constant of the scale code of sessions that name none,
 *     ms; 0 for none
 * @param maxParallelism Flink's maximum parallelism; fixed for the life of the job's state
 * @param watermarkKeyFile path, on each machine of the cluster, of the key of the invisible mark;
 *     empty for no mark. A path, so that no job graph holds the key.
 * @param faceNetworks folder, on each machine of the cluster, of the networks that find driving
 *     faces; empty for the cascade of OpenCV's jar
 * @param sessionTimeoutMillis time without a driving frame after which a live session is stopped,
 *     ms; 0 for never
 */
public record LiveOptions(
    int maxBatchFrames,
    int maxBatchesInFlight,
    int maxQueuedFramesPerStream,
    long featureCacheBytes,
    int sessionWaitFrames,
    long sessionWaitMillis,
    int maxPictureBytes,
    long maxPicturePixels,
    int jpegQuality,
    boolean unlabelledAllowed,
    String labelText,
    String defaultPreset,
    String defaultWeightsId,
    long defaultDeadlineMillis,
    long defaultScaleSmoothingMillis,
    int maxParallelism,
    String watermarkKeyFile,
    String faceNetworks,
    long sessionTimeoutMillis)
    implements Serializable {
  /** What runs where nothing is said. */
  public static final LiveOptions DEFAULTS =
      new LiveOptions(
          8,
          3,
          16,
          512L << 20,
          32,
          3000,
          PictureBounds.MOST_BYTES,
          1L << 24,
          90,
          false,
          "AI generated",
          "fomm-256",
          "",
          2000,
          0,
          128);

  /** Options without an invisible mark, networks that find faces, and a session timeout. */
  public LiveOptions(
      int maxBatchFrames,
      int maxBatchesInFlight,
      int maxQueuedFramesPerStream,
      long featureCacheBytes,
      int sessionWaitFrames,
      long sessionWaitMillis,
      int maxPictureBytes,
      long maxPicturePixels,
      int jpegQuality,
      boolean unlabelledAllowed,
      String labelText,
      String defaultPreset,
      String defaultWeightsId,
      long defaultDeadlineMillis,
      long defaultScaleSmoothingMillis,
      int maxParallelism) {
    this(
        maxBatchFrames,
        maxBatchesInFlight,
        maxQueuedFramesPerStream,
        featureCacheBytes,
        sessionWaitFrames,
        sessionWaitMillis,
        maxPictureBytes,
        maxPicturePixels,
        jpegQuality,
        unlabelledAllowed,
        labelText,
        defaultPreset,
        defaultWeightsId,
        defaultDeadlineMillis,
        defaultScaleSmoothingMillis,
        maxParallelism,
        "",
        "",
        0);
  }

  public LiveOptions {
    atLeastOne("maxBatchFrames", maxBatchFrames);
    atLeastOne("maxBatchesInFlight", maxBatchesInFlight);
    atLeastOne("maxQueuedFramesPerStream", maxQueuedFramesPerStream);
    atLeastOne("sessionWaitFrames", sessionWaitFrames);
    atLeastOne("sessionWaitMillis", sessionWaitMillis);
    within("maxPictureBytes", maxPictureBytes, 1, PictureBounds.MOST_BYTES);
    atLeastOne("maxPicturePixels", maxPicturePixels);
    atLeastOne("defaultDeadlineMillis", defaultDeadlineMillis);
    within("featureCacheBytes", featureCacheBytes, 0, Long.MAX_VALUE);
    within("defaultScaleSmoothingMillis", defaultScaleSmoothingMillis, 0, 60_000);
    within("sessionTimeoutMillis", sessionTimeoutMillis, 0, Long.MAX_VALUE / 1000);
    within("jpegQuality", jpegQuality, 1, 100);
    within("maxParallelism", maxParallelism, 1, 1 << 15);
    if (labelText == null || labelText.isBlank()) {
      throw new IllegalArgumentException(
          "labelText is '%s', outputs must be labelled: set a text".formatted(labelText));
    }
    if (defaultPreset == null || defaultPreset.isBlank() || defaultWeightsId == null) {
      throw new IllegalArgumentException(
          "defaultPreset is '%s' and defaultWeightsId '%s', the preset must be named: set one that is installed"
              .formatted(defaultPreset, defaultWeightsId));
    }
  }

  /** How large a picture may be. */
  public PictureBounds pictureBounds() {
    return new PictureBounds(maxPictureBytes, maxPicturePixels);
  }

  /** The model that a session asks for, defaults filled in. */
  public ModelKey modelOf(Session session) {
    boolean own = !session.preset().isEmpty();
    String weights = own || !session.weightsId().isEmpty() ? session.weightsId() : defaultWeightsId;
    return new ModelKey(own ? session.preset() : defaultPreset, weights);
  }

  /** The age at which a live frame of that session is dropped, µs. */
  public long deadlineMicros(Session session) {
    long millis = session.deadlineMillis() > 0 ? session.deadlineMillis() : defaultDeadlineMillis;
    return TimeUnit.MILLISECONDS.toMicros(millis);
  }

  /** The time constant of that session's scale code, ms; 0 for none. */
  public long scaleSmoothingMillis(Session session) {
    return session.scaleSmoothingMillis() == Session.DEFAULT_SMOOTHING
        ? defaultScaleSmoothingMillis
        : session.scaleSmoothingMillis();
  }

  /** Whether that session's frames bear the visible label. */
  public boolean labels(Session session) {
    return session.label() || !unlabelledAllowed;
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s is %d, it must be at least 1: correct the option".formatted(name, value));
    }
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, it must be from %d to %d: correct the option"
              .formatted(name, value, least, most));
    }
  }
}
