package io.understudy.operators;

import static io.understudy.operators.OptionRanges.within;

import java.io.Serializable;
import java.util.Objects;

/**
 * Every option of the live operators; validated, with its defaults in {@link #DEFAULTS}.
 *
 * @param maxParallelism Flink's maximum parallelism, 1..32768; fixed for the life of the job's
 *     state
 * @param faceNetworks folder, on each machine of the cluster, of the networks that find driving
 *     faces; empty for the cascade of OpenCV's jar
 */
public record LiveOptions(
    BatchOptions batch,
    SessionLimits sessionLimits,
    SessionDefaults sessionDefaults,
    PictureOptions picture,
    MarkOptions mark,
    int maxParallelism,
    String faceNetworks)
    implements Serializable {
  /** What runs where nothing is said. */
  public static final LiveOptions DEFAULTS =
      new LiveOptions(
          BatchOptions.DEFAULTS,
          SessionLimits.DEFAULTS,
          SessionDefaults.DEFAULTS,
          PictureOptions.DEFAULTS,
          MarkOptions.DEFAULTS,
          128,
          "");

  public LiveOptions {
    Objects.requireNonNull(batch, "batch");
    Objects.requireNonNull(sessionLimits, "sessionLimits");
    Objects.requireNonNull(sessionDefaults, "sessionDefaults");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(mark, "mark");
    Objects.requireNonNull(faceNetworks, "faceNetworks");
    within("maxParallelism", maxParallelism, 1, 1 << 15);
  }

  /** The same options with other batches. */
  public LiveOptions withBatch(BatchOptions other) {
    return new LiveOptions(
        other, sessionLimits, sessionDefaults, picture, mark, maxParallelism, faceNetworks);
  }

  /** The same options with other limits of sessions. */
  public LiveOptions withSessionLimits(SessionLimits other) {
    return new LiveOptions(
        batch, other, sessionDefaults, picture, mark, maxParallelism, faceNetworks);
  }

  /** The same options with other defaults of sessions. */
  public LiveOptions withSessionDefaults(SessionDefaults other) {
    return new LiveOptions(
        batch, sessionLimits, other, picture, mark, maxParallelism, faceNetworks);
  }

  /** The same options with other pictures. */
  public LiveOptions withPicture(PictureOptions other) {
    return new LiveOptions(
        batch, sessionLimits, sessionDefaults, other, mark, maxParallelism, faceNetworks);
  }

  /** The same options with other marks. */
  public LiveOptions withMark(MarkOptions other) {
    return new LiveOptions(
        batch, sessionLimits, sessionDefaults, picture, other, maxParallelism, faceNetworks);
  }
}
