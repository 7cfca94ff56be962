package io.understudy.operators.stream;

import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;

/**
 * Keeps source features on the device while a frame needs them. Acquired and closed on the task
 * thread; {@link #features} and {@link #reenactor} may be used by the inference worker in between.
 */
public final class FeatureLease implements AutoCloseable {
  private final FeatureCache.Entry entry;
  private final FeatureCache cache;
  private boolean closed;

  FeatureLease(FeatureCache cache, FeatureCache.Entry entry) {
    this.cache = cache;
    this.entry = entry;
  }

  /** The features; borrowed until the lease is closed. */
  public SourceFeatures features() {
    return entry.features();
  }

  /** The model that they belong to; borrowed until the lease is closed. */
  public Reenactor reenactor() {
    return entry.reenactor();
  }

  /** Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cache.release(entry);
    }
  }
}
