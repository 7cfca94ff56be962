package io.understudy.operators.source;

import io.understudy.connectors.contract.Session;
import io.understudy.model.Reenactor;
import io.understudy.operators.SessionDefaults;
import io.understudy.operators.reenactor.AbsentModels;
import io.understudy.operators.reenactor.AbsentModels.Absence;
import io.understudy.operators.reenactor.LeasedModels;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.operators.reenactor.UnknownModelException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The models that sessions of all sources of a task ask for. One thread; owns their leases.
 *
 * <p>Weights that a session is to change to were looked at when they were announced: where they
 * cannot be loaded they are refused. A restore may come before them: those that swaps wait for
 * since then are awaited like the ones that streams use.
 */
final class SourceModels implements AutoCloseable {
  /** How often is looked whether new weights are loaded. */
  static final long POLL_MILLIS = 50;

  /** Models that no stream uses: a job whose streams come one by one would load each time. */
  private static final int MODELS_KEPT = 1;

  private final SessionDefaults defaults;
  private final WantedModels wanted;
  private final LeasedModels models;
  private final AbsentModels absent;
  private final Set<ModelKey> awaited = new HashSet<>();

  SourceModels(SessionDefaults defaults, ReenactorLoader loader, WantedModels wanted) {
    this.defaults = defaults;
    this.wanted = wanted;
    this.models = new LeasedModels(ReenactorRegistry.PROCESS, loader);
    this.absent = new AbsentModels(models);
  }

  /** Takes over a swap from a snapshot: its weights are awaited. */
  void restoreSwap(Subscriber swap) {
    awaited.add(keyOf(swap.session()));
  }

  /** What a session asks for. */
  ModelKey keyOf(Session session) {
    return defaults.modelOf(session);
  }

  /**
   * The model of a session, loaded where it is not; borrowed.
   *
   * @throws UnknownModelException if the session asks for a preset or weights that are not there
   */
  Reenactor of(Session session) {
    return models.get(keyOf(session));
  }

  /**
   * When to ask again for a session's model, ms since 1970, or {@link AbsentModels#THERE}; begins
   * to load it beside the others where it is not there.
   *
   * @throws UnknownModelException if it cannot be loaded and is not awaited
   */
  long readyAt(Session session, long nowEpochMillis) {
    ModelKey model = keyOf(session);
    return absent.readyAt(model, awaited.contains(model), nowEpochMillis, POLL_MILLIS);
  }

  /** Why a session's model is not there, empty where it is. */
  Optional<Absence> absence(Session session, long nowEpochMillis) {
    return absent.of(keyOf(session), nowEpochMillis);
  }

  /** Looks for a session's model the next time, also where it was not there lately. */
  void lookAgain(Session session) {
    absent.forget(keyOf(session));
  }

  /** Gives up models that no stream of any source of this task uses, but the last of them. */
  void forgetUnused() {
    models.retain(wanted::contains, MODELS_KEPT);
  }

  @Override
  public void close() {
    models.close();
  }
}
