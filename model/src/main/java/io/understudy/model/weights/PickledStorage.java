package io.understudy.model.weights;

import net.razorvine.pickle.PickleException;

/**
 * Where a checkpoint keeps the elements of one or more tensors.
 *
 * @param key name within the checkpoint
 * @param type element type
 * @param elements number of elements kept
 * @param viewOffset first element that the tensors refer to, 0 but for views of very old files
 */
record PickledStorage(String key, ElementType type, long elements, long viewOffset) {
  PickledStorage {
    if (elements < 0 || elements > Integer.MAX_VALUE || viewOffset < 0) {
      throw new PickleException(
          "storage %s states %d elements from %d".formatted(key, elements, viewOffset));
    }
  }

  /**
   * Reads a persistent id: ("storage", type, key, location, elements[, view]), where view is None
   * or (key, offset, size).
   */
  static PickledStorage of(Object id) {
    Object[] parts = (Object[]) id;
    if (!"storage".equals(parts[0])) {
      throw new PickleException("unknown persistent id " + parts[0]);
    }
    Object[] view = parts.length > 5 ? (Object[]) parts[5] : null;
    return new PickledStorage(
        String.valueOf(parts[2]),
        (ElementType) parts[1],
        ((Number) parts[4]).longValue(),
        view == null ? 0 : ((Number) view[1]).longValue());
  }

  long bytes() {
    return elements * type.bytes();
  }
}
