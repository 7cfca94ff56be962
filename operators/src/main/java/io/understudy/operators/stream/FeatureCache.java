package io.understudy.operators.stream;

import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLease;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Source features on the device, least recently used first out, bounded in bytes. Task thread.
 *
 * <p>Features that a frame in flight has leased are never closed under it: they may push the cache
 * beyond its bound until their leases end. Owns every entry, and with it a lease of its model: a
 * model that is given up lives until the last of its features is gone.
 */
final class FeatureCache implements AutoCloseable {
  private final long maxBytes;
  private final Map<FeatureKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private volatile long bytes;
  private boolean closed;

  /** A cache of at most {@code maxBytes} native bytes of features that nobody is using. */
  FeatureCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Leases features that are on the device. */
  Optional<FeatureLease> lease(FeatureKey key) {
    return Optional.ofNullable(entries.get(key)).map(this::lease);
  }

  /**
   * Puts features on the device under the cache's ownership and leases them.
   *
   * @throws IllegalStateException if the key is taken
   */
  FeatureLease add(FeatureKey key, ReenactorLease model, SourceFeatures features) {
    Entry entry = new Entry(model, features, features.nativeBytes());
    if (entries.putIfAbsent(key, entry) != null) {
      throw new IllegalStateException("features " + key + " are on the device already: lease them");
    }
    bytes += entry.bytes;
    FeatureLease lease = lease(entry);
    evict();
    return lease;
  }

  /** Gives up the features of models that are not to be kept, each as soon as nobody uses it. */
  void retain(Predicate<ModelKey> kept) {
    entries.forEach((key, entry) -> entry.unwanted |= !kept.test(key.model()));
    evict();
  }

  /** Gives up features as soon as nobody uses them. */
  void forget(FeatureKey key) {
    Entry entry = entries.get(key);
    if (entry != null) {
      entry.unwanted = true;
      evict();
    }
  }

  /** Native bytes held. Any thread. */
  long bytes() {
    return bytes;
  }

  private FeatureLease lease(Entry entry) {
    entry.unwanted = false;
    entry.leases++;
    return new FeatureLease(this, entry);
  }

  void release(Entry entry) {
    entry.leases--;
    evict();
  }

  private void evict() {
    Iterator<Entry> oldestFirst = entries.values().iterator();
    while (oldestFirst.hasNext()) {
      Entry entry = oldestFirst.next();
      if (entry.leases == 0 && (closed || entry.unwanted || bytes > maxBytes)) {
        oldestFirst.remove();
        bytes -= entry.bytes;
        entry.features.close();
        entry.model.close();
      }
    }
  }

  /** Closes all features but leased ones, which end with their leases. */
  @Override
  public void close() {
    closed = true;
    evict();
  }

  /** Features and the number of their leases. */
  static final class Entry {
    private final ReenactorLease model;
    private final SourceFeatures features;
    private final long bytes;
    private int leases;
    private boolean unwanted;

    private Entry(ReenactorLease model, SourceFeatures features, long bytes) {
      this.model = model;
      this.features = features;
      this.bytes = bytes;
    }

    Reenactor reenactor() {
      return model.reenactor();
    }

    SourceFeatures features() {
      return features;
    }
  }
}
