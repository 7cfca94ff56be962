package io.understudy.operators.reenactor;

import io.understudy.model.Reenactor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The models that one task has leased, each until the task closes or gives it up. One thread,
 * except {@link #nativeBytes}.
 */
public final class LeasedModels implements AutoCloseable {
  private final ReenactorRegistry registry;
  private final ReenactorLoader loader;
  private final Map<ModelKey, ReenactorLease> leases = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<ModelKey, CompletableFuture<ReenactorLease>> loading = new HashMap<>();
  private volatile Map<ModelKey, ReenactorLease> published = Map.of();

  public LeasedModels(ReenactorRegistry registry, ReenactorLoader loader) {
    this.registry = registry;
    this.loader = loader;
  }

  /**
   * The model of that name, loaded on first use; borrowed until this object is closed or gives it
   * up.
   *
   * @throws UnknownModelException if there is no such preset or there are no such weights
   */
  public Reenactor get(ModelKey key) {
    return lease(key).reenactor();
  }

  /**
   * A lease of that model for the caller to close.
   *
   * @throws UnknownModelException if there is no such preset or there are no such weights
   */
  public ReenactorLease share(ModelKey key) {
    return lease(key).share();
  }

  private ReenactorLease lease(ModelKey key) {
    ReenactorLease lease = leases.get(key);
    return lease == null ? add(key, load(key)) : lease;
  }

  /** Takes over what {@link #ready} began; where that failed it is tried again. */
  private ReenactorLease load(ModelKey key) {
    CompletableFuture<ReenactorLease> begun = loading.remove(key);
    ReenactorLease early = begun == null ? null : begun.exceptionally(failure -> null).join();
    return early == null ? registry.acquire(loader, key) : early;
  }

  /**
   * Whether {@link #get} would return at once; begins to load the model on another thread where
   * nobody has. Ask again later.
   *
   * @throws UnknownModelException if the loading failed; the next call tries again
   */
  public boolean ready(ModelKey key) {
    if (leases.containsKey(key)) {
      return true;
    }
    CompletableFuture<ReenactorLease> model =
        loading.computeIfAbsent(key, wanted -> registry.acquireLater(loader, wanted));
    if (!model.isDone()) {
      return false;
    }
    loading.remove(key);
    try {
      add(key, model.join());
      return true;
    } catch (CompletionException e) {
      throw new UnknownModelException(
          "weights %s could not be loaded: %s".formatted(key, e.getCause().getMessage()));
    }
  }

  private ReenactorLease add(ModelKey key, ReenactorLease lease) {
    leases.put(key, lease);
    published = Map.copyOf(leases);
    return lease;
  }

  /** Gives up the models that are not to be kept; one that is being loaded as soon as it comes. */
  public void retain(Predicate<ModelKey> kept) {
    retain(leases, kept, ReenactorLease::close);
    retain(loading, kept, LeasedModels::closeWhenLoaded);
    published = Map.copyOf(leases);
  }

  private static void closeWhenLoaded(CompletableFuture<ReenactorLease> model) {
    model.thenAccept(ReenactorLease::close);
  }

  private static <T> void retain(
      Map<ModelKey, T> models, Predicate<ModelKey> kept, Consumer<T> givenUp) {
    models
        .entrySet()
        .removeIf(
            model -> {
              boolean goes = !kept.test(model.getKey());
              if (goes) {
                givenUp.accept(model.getValue());
              }
              return goes;
            });
  }

  /**
   * Gives up all models that are not wanted but the {@code others} last used ones; one that is
   * being loaded was never used.
   */
  public void retain(Predicate<ModelKey> wanted, int others) {
    retain(loading, wanted, LeasedModels::closeWhenLoaded);
    List<ModelKey> unwanted = leases.keySet().stream().filter(wanted.negate()).toList();
    int given = Math.max(0, unwanted.size() - others);
    if (given > 0) {
      Set<ModelKey> oldest = Set.copyOf(unwanted.subList(0, given));
      retain(key -> !oldest.contains(key));
    }
  }

  /** Native bytes that the leased models hold now, for a gauge; any thread. */
  public long nativeBytes() {
    return published.values().stream()
        .flatMap(lease -> lease.open().stream())
        .distinct()
        .mapToLong(Reenactor::nativeBytes)
        .sum();
  }

  @Override
  public void close() {
    retain(key -> false);
  }
}
