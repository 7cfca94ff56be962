package io.understudy.pipeline.viewer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * Things by their names, up to a bound. Where it is reached, the one that was touched longest ago
 * can make room. Thread-safe.
 */
final class Shelf<T> {
  private final int most;
  private final ConcurrentNavigableMap<String, T> things = new ConcurrentSkipListMap<>();
  private final Set<String> stalestFirst = new LinkedHashSet<>();

  /**
   * An empty shelf.
   *
   * @param most how many it holds, at least 1
   */
  Shelf(int most) {
    this.most = most;
  }

  /** By name. */
  Collection<T> all() {
    return things.values();
  }

  Optional<T> get(String name) {
    return Optional.ofNullable(things.get(name));
  }

  /**
   * Puts or replaces a thing, which is touched then; false where there is no room for a new one.
   */
  synchronized boolean put(String name, T thing) {
    if (!things.containsKey(name) && things.size() >= most) {
      return false;
    }
    things.put(name, thing);
    stalestFirst.remove(name);
    stalestFirst.add(name);
    return true;
  }

  /** The thing of that name, if there is one, is the last now to make room. */
  synchronized Optional<T> touched(String name) {
    if (stalestFirst.remove(name)) {
      stalestFirst.add(name);
    }
    return get(name);
  }

  synchronized void remove(String name) {
    things.remove(name);
    stalestFirst.remove(name);
  }

  /** Takes out the stalest of those that may go; empty where none may. */
  synchronized Optional<T> makeRoom(Predicate<T> mayGo) {
    Optional<String> stalest =
        stalestFirst.stream().filter(name -> mayGo.test(things.get(name))).findFirst();
    Optional<T> gone = stalest.flatMap(this::get);
    stalest.ifPresent(this::remove);
    return gone;
  }
}
