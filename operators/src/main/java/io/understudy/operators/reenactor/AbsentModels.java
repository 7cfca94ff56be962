package io.understudy.operators.reenactor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models that streams wait for since they could not be loaded. All sources of a task share one try
 * to load such a model, the next one twice as long after it as the one before: a try may read a
 * whole file. One thread.
 */
public final class AbsentModels {
  /** {@link #readyAt} of a model that is there. */
  public static final long THERE = Long.MIN_VALUE;

  public static final long FIRST_WAIT_MILLIS = 10_000;
  static final long LONGEST_WAIT_MILLIS = 600_000;

  private static final Logger LOG = LoggerFactory.getLogger(AbsentModels.class);

  private final LeasedModels models;
  private final Map<ModelKey, Absence> absences = new HashMap<>();

  /**
   * @param models borrowed
   */
  public AbsentModels(LeasedModels models) {
    this.models = models;
  }

  /** Why a model is not there, empty where it is; loads it where its next try is due. */
  public Optional<Absence> of(ModelKey model, long nowEpochMillis) {
    Optional<Absence> known = known(model, nowEpochMillis);
    if (known.isPresent()) {
      return known;
    }
    try {
      models.get(model);
    } catch (UnknownModelException e) {
      return Optional.of(add(model, e.getMessage(), nowEpochMillis));
    }
    if (absences.remove(model) != null) {
      LOG.info("{} is there now, its streams go on", model);
    }
    return Optional.empty();
  }

  /**
   * When to ask again for a model, ms since 1970, or {@link #THERE}; begins to load it on another
   * thread where it is not there.
   *
   * @param awaited whether it is waited for where it cannot be loaded
   * @param pollMillis how soon is looked whether it is loaded
   * @throws UnknownModelException if it cannot be loaded and is not awaited
   */
  public long readyAt(ModelKey model, boolean awaited, long nowEpochMillis, long pollMillis) {
    Optional<Absence> known = known(model, nowEpochMillis);
    if (awaited && known.isPresent()) {
      return known.get().nextTryEpochMillis();
    }
    try {
      return models.ready(model) ? THERE : nowEpochMillis + pollMillis;
    } catch (UnknownModelException e) {
      if (!awaited) {
        throw e;
      }
      return add(model, e.getMessage(), nowEpochMillis).nextTryEpochMillis();
    }
  }

  /** Why a model was not there lately, empty where its next try is due or it was never tried. */
  private Optional<Absence> known(ModelKey model, long nowEpochMillis) {
    return Optional.ofNullable(absences.get(model))
        .filter(absence -> nowEpochMillis < absence.nextTryEpochMillis());
  }

  /** Notes that a try to load a model has failed, and {@code why}. */
  private Absence add(ModelKey model, String why, long nowEpochMillis) {
    Absence before = absences.get(model);
    long wait = FIRST_WAIT_MILLIS;
    if (before == null) {
      LOG.warn("{} is not there ({}): its streams wait for it, it is looked for", model, why);
    } else {
      wait = Math.min(2 * before.waitMillis(), LONGEST_WAIT_MILLIS);
    }
    absences.values().removeIf(absence -> absence.forgottenAt(nowEpochMillis));
    Absence absence = new Absence(why, nowEpochMillis + wait, wait);
    absences.put(model, absence);
    return absence;
  }

  /** The next question after this model is a try: somebody has reason to think that it is there. */
  public void forget(ModelKey model) {
    absences.remove(model);
  }

  /**
   * A model that is not there.
   *
   * @param why one sentence
   * @param nextTryEpochMillis when it is tried next, ms since 1970
   * @param waitMillis from the last try to the next
   */
  public record Absence(String why, long nextTryEpochMillis, long waitMillis) {
    /** Whether no stream has asked for so long that none waits any more. */
    private boolean forgottenAt(long nowEpochMillis) {
      return nowEpochMillis - nextTryEpochMillis > LONGEST_WAIT_MILLIS;
    }
  }
}
