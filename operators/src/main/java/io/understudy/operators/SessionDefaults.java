package io.understudy.operators;

import static io.understudy.operators.OptionRanges.atLeastOne;
import static io.understudy.operators.OptionRanges.within;

import io.understudy.connectors.contract.Session;
import io.understudy.operators.reenactor.ModelKey;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;

/**
 * What holds for sessions that say nothing else.
 *
 * @param preset preset of sessions that name none
 * @param weightsId weights of sessions that name none; empty for the deployed ones
 * @param deadlineMillis deadline of live sessions that name none, ms
 * @param scaleSmoothingMillis time constant of the scale code of sessions that name none, ms; 0 for
 *     none
 */
public record SessionDefaults(
    String preset, String weightsId, long deadlineMillis, long scaleSmoothingMillis)
    implements Serializable {
  static final SessionDefaults DEFAULTS = new SessionDefaults("fomm-256", "", 2000, 0);

  public SessionDefaults {
    atLeastOne("defaultDeadlineMillis", deadlineMillis);
    within("defaultScaleSmoothingMillis", scaleSmoothingMillis, 0, 60_000);
    if (preset == null || preset.isBlank() || weightsId == null) {
      throw new IllegalArgumentException(
          "defaultPreset is '%s' and defaultWeightsId '%s', the preset must be named: set one that is installed"
              .formatted(preset, weightsId));
    }
  }

  /** The model that a session asks for, defaults filled in. */
  public ModelKey modelOf(Session session) {
    boolean own = !session.preset().isEmpty();
    String weights = own || !session.weightsId().isEmpty() ? session.weightsId() : weightsId;
    return new ModelKey(own ? session.preset() : preset, weights);
  }

  /** The age at which a live frame of that session is dropped, µs. */
  public long deadlineMicros(Session session) {
    long millis = session.deadlineMillis() > 0 ? session.deadlineMillis() : deadlineMillis;
    return TimeUnit.MILLISECONDS.toMicros(millis);
  }

  /** The time constant of that session's scale code, ms; 0 for none. */
  public long scaleSmoothingMillis(Session session) {
    return session.scaleSmoothingMillis() == Session.DEFAULT_SMOOTHING
        ? scaleSmoothingMillis
        : session.scaleSmoothingMillis();
  }
}
