package io.understudy.model.weights;

import java.util.ArrayList;
import net.razorvine.pickle.PickleException;

/** A list of a pickle; cannot be a key, see {@link PickledDictionary}. */
final class PickledList extends ArrayList<Object> {
  private static final long serialVersionUID = 1;

  @Override
  public int hashCode() {
    throw new PickleException("a list cannot be a key");
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }
}
