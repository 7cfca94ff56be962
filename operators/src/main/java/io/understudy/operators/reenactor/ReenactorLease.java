package io.understudy.operators.reenactor;

import io.understudy.model.Reenactor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a loaded model until {@link #close}, which is idempotent. Thread-safe. */
public final class ReenactorLease implements AutoCloseable {
  private final ReenactorRegistry registry;
  private final ReenactorRegistry.Shared shared;
  private final AtomicBoolean closed = new AtomicBoolean();

  ReenactorLease(ReenactorRegistry registry, ReenactorRegistry.Shared shared) {
    this.registry = registry;
    this.shared = shared;
  }

  /** The model; borrowed, never closed by the holder of the lease. */
  public Reenactor reenactor() {
    if (closed.get()) {
      throw new IllegalStateException("the lease of a model is closed: acquire another one");
    }
    return shared.reenactor;
  }

  /** The model while the lease is open. */
  Optional<Reenactor> open() {
    return closed.get() ? Optional.empty() : Optional.of(shared.reenactor);
  }

  /** Another lease of the same model, for its own holder to close. */
  public ReenactorLease share() {
    if (closed.get()) {
      throw new IllegalStateException("the lease of a model is closed: acquire another one");
    }
    return registry.share(shared);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      registry.release(shared);
    }
  }
}
