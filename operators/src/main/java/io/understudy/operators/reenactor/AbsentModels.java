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

  /** Why a model was not there lately, empty where its next try is due or it was never tried. */
  public Optional<Absence> known(ModelKey model, long nowEpochMillis) {
    return Optional.ofNullable(absences.get(model))
        .filter(absence -> nowEpochMillis < absence.nextTryEpochMillis());
  }

  /** Notes that a try to load a model has failed, and {@code why}. */
  public Absence add(ModelKey model, String why, long nowEpochMillis) {
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
