package io.understudy.operators.reenactor;

import io.understudy.model.Reenactor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The loaded models of a process, each loaded once and closed when its last lease is.
 *
 * <p>{@link #PROCESS} is the one process-wide instance: the tasks of a task manager share a device
 * and therefore its models (those of several jobs only where this module is in Flink's {@code lib},
 * as a user jar has a class loader for each job). Thread-safe; loading holds no lock: two tasks
 * that ask for the same model wait for one load, nobody else waits.
 */
public final class ReenactorRegistry {
  /** The registry of this process. */
  public static final ReenactorRegistry PROCESS = new ReenactorRegistry();

  private final Map<Request, CompletableFuture<Shared>> models = new HashMap<>();

  /**
   * Leases a model, loading it where no task has.
   *
   * @throws UnknownModelException if the loader knows no such preset or weights
   */
  public ReenactorLease acquire(ReenactorLoader loader, ModelKey key) {
    Request request = new Request(loader, key);
    while (true) {
      CompletableFuture<Shared> mine = new CompletableFuture<>();
      CompletableFuture<Shared> model = begin(request, mine);
      if (model == mine) {
        load(request, mine);
      }
      Shared shared = await(model);
      if (lease(shared)) {
        return new ReenactorLease(this, shared);
      }
      forget(request, model);
    }
  }

  /** A model whose last lease ended before this one began is loaded anew. */
  private synchronized void forget(Request request, CompletableFuture<Shared> closed) {
    models.remove(request, closed);
  }

  /**
   * As {@link #acquire} on a thread of its own; whoever gets the lease closes it.
   *
   * @return completes with the lease, or with what {@link #acquire} throws
   */
  public CompletableFuture<ReenactorLease> acquireLater(ReenactorLoader loader, ModelKey key) {
    CompletableFuture<ReenactorLease> later = new CompletableFuture<>();
    Runnable load =
        () -> {
          try {
            later.complete(acquire(loader, key));
          } catch (RuntimeException | Error failure) {
            later.completeExceptionally(failure);
          }
        };
    Thread thread = new Thread(load, "load-model: " + key);
    thread.setDaemon(true);
    thread.start();
    return later;
  }

  /** Number of loaded models. */
  public int size() {
    return loaded().size();
  }

  /** Native bytes of all loaded models. */
  public long nativeBytes() {
    return loaded().stream().mapToLong(shared -> shared.reenactor.nativeBytes()).sum();
  }

  private synchronized List<Shared> loaded() {
    return models.values().stream()
        .filter(CompletableFuture::isDone)
        .map(CompletableFuture::join)
        .distinct()
        .toList();
  }

  private synchronized CompletableFuture<Shared> begin(
      Request request, CompletableFuture<Shared> mine) {
    CompletableFuture<Shared> known = models.putIfAbsent(request, mine);
    return known == null ? mine : known;
  }

  private synchronized boolean lease(Shared shared) {
    if (shared.closed) {
      return false;
    }
    shared.leases++;
    return true;
  }

  /** Another lease of a model that is leased. */
  synchronized ReenactorLease share(Shared shared) {
    shared.leases++;
    return new ReenactorLease(this, shared);
  }

  void release(Shared shared) {
    synchronized (this) {
      if (--shared.leases > 0) {
        return;
      }
      shared.closed = true;
      models.values().removeIf(model -> model.isDone() && model.join() == shared);
    }
    shared.reenactor.close();
  }

  private void load(Request request, CompletableFuture<Shared> mine) {
    try {
      mine.complete(load(request, request.loader, mine));
    } catch (RuntimeException | Error failure) {
      synchronized (this) {
        models.values().removeIf(model -> model == mine);
      }
      mine.completeExceptionally(failure);
    }
  }

  /** "The deployed weights" and their own id are one model: the copy that came second is closed. */
  private Shared load(Request request, ReenactorLoader loader, CompletableFuture<Shared> mine) {
    Reenactor reenactor = loader.load(request.key.preset(), request.key.weightsId());
    Request identity = new Request(loader, new ModelKey(reenactor.preset(), reenactor.weightsId()));
    CompletableFuture<Shared> known = begin(identity, mine);
    if (known == mine) {
      return new Shared(reenactor);
    }
    reenactor.close();
    return await(known);
  }

  private static Shared await(CompletableFuture<Shared> model) {
    try {
      return model.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private record Request(ReenactorLoader loader, ModelKey key) {}

  /** A model and how many leases hold it; guarded by the registry. */
  static final class Shared {
    final Reenactor reenactor;
    private int leases;
    private boolean closed;

    Shared(Reenactor reenactor) {
      this.reenactor = reenactor;
    }
  }
}
