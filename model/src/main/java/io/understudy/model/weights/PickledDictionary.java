package io.understudy.model.weights;

import java.util.LinkedHashMap;
import java.util.List;
import net.razorvine.pickle.PickleException;

/**
 * A dictionary of a pickle. As in Python it cannot be a key itself, which also keeps nested ones
 * from taking exponential time to hash.
 */
final class PickledDictionary extends LinkedHashMap<Object, Object> {
  private static final long serialVersionUID = 1;

  /** {@code OrderedDict()} or {@code OrderedDict([[key, value], ...])}. */
  static PickledDictionary construct(Object[] arguments) {
    PickledDictionary dictionary = new PickledDictionary();
    if (arguments.length > 0) {
      for (Object pair : (List<?>) arguments[0]) {
        Object[] entry = pair instanceof List<?> list ? list.toArray() : (Object[]) pair;
        dictionary.put(entry[0], entry[1]);
      }
    }
    return dictionary;
  }

  @Override
  public int hashCode() {
    throw new PickleException("a dictionary cannot be a key");
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }
}
