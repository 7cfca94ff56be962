package io.understudy.operators.source;

import io.understudy.connectors.contract.Session;
import io.understudy.operators.SessionDefaults;
import io.understudy.operators.reenactor.ModelKey;
import java.util.HashMap;
import java.util.Map;

/**
 * How many streams of all sources of a task use each model or wait for it: keyed state tells only
 * of the current source. One thread.
 */
final class WantedModels {
  private final SessionDefaults defaults;
  private final Map<ModelKey, Integer> streams = new HashMap<>();

  WantedModels(SessionDefaults defaults) {
    this.defaults = defaults;
  }

  /** Counts a stream or its swap; one that has left its source makes no more use of it. */
  void add(Subscriber subscriber) {
    count(subscriber, 1);
  }

  /** Takes back {@link #add} of an equal subscriber; null is none. */
  void remove(Subscriber subscriber) {
    count(subscriber, -1);
  }

  private void count(Subscriber subscriber, int step) {
    if (subscriber != null && !subscriber.left()) {
      Session session = subscriber.session();
      streams.merge(defaults.modelOf(session), step, WantedModels::sumOrNone);
    }
  }

  private static Integer sumOrNone(int before, int step) {
    return before + step == 0 ? null : Integer.valueOf(before + step);
  }

  boolean contains(ModelKey model) {
    return streams.containsKey(model);
  }
}
