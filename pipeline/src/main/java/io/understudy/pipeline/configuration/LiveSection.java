package io.understudy.pipeline.configuration;

import io.understudy.operators.BatchOptions;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.MarkOptions;
import io.understudy.operators.PictureOptions;
import io.understudy.operators.SessionDefaults;
import io.understudy.operators.SessionLimits;

/** What the configuration says to the live operators. */
final class LiveSection {
  private LiveSection() {}

  static LiveOptions read(OptionValues values) {
    return new LiveOptions(
        batch(values),
        sessionLimits(values),
        sessionDefaults(values),
        picture(values),
        mark(values),
        UnderstudyConfiguration.MAX_PARALLELISM,
        values.get(Options.LIVE_FACE_NETWORKS));
  }

  private static BatchOptions batch(OptionValues values) {
    return new BatchOptions(
        values.get(Options.LIVE_MAX_BATCH_FRAMES),
        batchesInFlight(values),
        values.get(Options.LIVE_MAX_QUEUED_FRAMES),
        values.get(Options.LIVE_FEATURE_CACHE));
  }

  /** While calls run side by side, one more batch is decoded, encoded or waits for its order. */
  private static int batchesInFlight(OptionValues values) {
    int calls = values.get(Options.MODEL_CALLS);
    int asked = values.get(Options.LIVE_MAX_BATCHES_IN_FLIGHT);
    return calls == 1 ? asked : Math.max(asked, calls + 1);
  }

  private static SessionLimits sessionLimits(OptionValues values) {
    return new SessionLimits(
        values.get(Options.LIVE_SESSION_WAIT_FRAMES),
        values.get(Options.LIVE_SESSION_WAIT_SIZE),
        values.get(Options.LIVE_SESSION_WAIT).toMillis(),
        values.get(Options.LIVE_SESSION_TIMEOUT).toMillis());
  }

  private static SessionDefaults sessionDefaults(OptionValues values) {
    return new SessionDefaults(
        values.get(Options.MODEL_PRESET),
        "",
        values.get(Options.LIVE_DEADLINE).toMillis(),
        values.get(Options.LIVE_SCALE_SMOOTHING).toMillis());
  }

  private static PictureOptions picture(OptionValues values) {
    return new PictureOptions(
        Math.toIntExact(values.get(Options.LIVE_MAX_PICTURE_SIZE)),
        values.get(Options.LIVE_MAX_PICTURE_PIXELS),
        values.get(Options.LIVE_JPEG_QUALITY));
  }

  private static MarkOptions mark(OptionValues values) {
    return new MarkOptions(
        values.get(Options.LIVE_UNLABELLED_ALLOWED),
        values.get(Options.LIVE_LABEL_TEXT),
        values.get(Options.LIVE_WATERMARK_KEY_FILE));
  }
}
