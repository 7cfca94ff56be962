package io.understudy.operators.reenactor;

import io.understudy.model.Reenactor;
import java.util.HashMap;
import java.util.Map;

/**
 * The loaded models of a process, each loaded once and closed when its last lease is.
 *
 * <p>{@link #PROCESS} is the one process-wide instance: the tasks of a task manager share a device
 * and therefore its models (those of several jobs only where this module is in Flink's {@code lib},
 * as a user jar has a class loader for each job). Thread-safe; loading holds the lock, so that two
 * tasks that ask for the same model wait for one load.
 */
public final class ReenactorRegistry {
  /** The registry of this process. */
  public static final ReenactorRegistry PROCESS = new ReenactorRegistry();

  private final Map<Request, Shared> loaded = new HashMap<>();

  /**
   * Leases a model, loading it where no task has.
   *
   * @throws UnknownModelException if the loader knows no such preset or weights
   */
  public synchronized ReenactorLease acquire(ReenactorLoader loader, ModelKey key) {
    Request request = new Request(loader, key);
    Shared shared = loaded.get(request);
    if (shared == null) {
      shared = load(request);
      loaded.put(request, shared);
    }
    shared.leases++;
    return new ReenactorLease(this, shared);
  }

  /** Number of loaded models. */
  public synchronized int size() {
    return (int) loaded.values().stream().distinct().count();
  }

  /** Native bytes of all loaded models. */
  public synchronized long nativeBytes() {
    return loaded.values().stream()
        .distinct()
        .mapToLong(shared -> shared.reenactor.nativeBytes())
        .sum();
  }

  synchronized void release(Shared shared) {
    if (--shared.leases == 0) {
      loaded.values().removeIf(other -> other == shared);
      shared.reenactor.close();
    }
  }

  /** "The deployed weights" and their own id are one model: the copy that came second is closed. */
  private Shared load(Request request) {
    Reenactor reenactor = request.loader.load(request.key.preset(), request.key.weightsId());
    Request identity =
        new Request(request.loader, new ModelKey(reenactor.preset(), reenactor.weightsId()));
    Shared known = loaded.get(identity);
    if (known != null) {
      reenactor.close();
      return known;
    }
    Shared shared = new Shared(reenactor);
    loaded.put(identity, shared);
    return shared;
  }

  private record Request(ReenactorLoader loader, ModelKey key) {}

  /** A model and how many leases hold it; guarded by the registry. */
  static final class Shared {
    final Reenactor reenactor;
    private int leases;

    Shared(Reenactor reenactor) {
      this.reenactor = reenactor;
    }
  }
}
