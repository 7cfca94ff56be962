package io.understudy.operators.reenactor;

import io.understudy.model.Reenactor;
import java.util.HashMap;
import java.util.Map;

/**
 * The models that one task has leased, each until the task closes. One thread, except {@link
 * #nativeBytes}.
 */
public final class LeasedModels implements AutoCloseable {
  private final ReenactorRegistry registry;
  private final ReenactorLoader loader;
  private final Map<ModelKey, ReenactorLease> leases = new HashMap<>();
  private volatile Map<ModelKey, ReenactorLease> published = Map.of();

  public LeasedModels(ReenactorRegistry registry, ReenactorLoader loader) {
    this.registry = registry;
    this.loader = loader;
  }

  /**
   * The model of that name, loaded on first use; borrowed until this object is closed.
   *
   * @throws UnknownModelException if there is no such preset or there are no such weights
   */
  public Reenactor get(ModelKey key) {
    ReenactorLease lease = leases.get(key);
    if (lease == null) {
      lease = registry.acquire(loader, key);
      leases.put(key, lease);
      published = Map.copyOf(leases);
    }
    return lease.reenactor();
  }

  /** Native bytes that the leased models hold now, for a gauge; any thread. */
  public long nativeBytes() {
    return published.values().stream()
        .map(ReenactorLease::reenactor)
        .distinct()
        .mapToLong(Reenactor::nativeBytes)
        .sum();
  }

  @Override
  public void close() {
    published = Map.of();
    leases.values().forEach(ReenactorLease::close);
    leases.clear();
  }
}
