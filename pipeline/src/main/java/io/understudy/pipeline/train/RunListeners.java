package io.understudy.pipeline.train;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The listeners of this process by the folder of their run: a task gets its operators serialised
 * and finds its listener here. Thread-safe.
 */
final class RunListeners {
  private static final Map<String, RunListener> LISTENERS = new ConcurrentHashMap<>();

  private RunListeners() {}

  static void put(String folder, RunListener listener) {
    LISTENERS.put(folder, listener);
  }

  static void remove(String folder) {
    LISTENERS.remove(folder);
  }

  static Optional<RunListener> find(String folder) {
    return Optional.ofNullable(LISTENERS.get(folder));
  }
}
