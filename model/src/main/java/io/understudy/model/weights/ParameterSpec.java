package io.understudy.model.weights;

/**
 * A tensor that a network declares.
 *
 * @param name full name, equal to the published state_dict key below the network's prefix
 * @param shape sizes, outermost first
 * @param initializer how it is filled before training
 * @param kind what it is
 */
public record ParameterSpec(String name, long[] shape, Initializer initializer, Kind kind) {
  /** What a tensor is. */
  public enum Kind {
    /** Trained. */
    PARAMETER,
    /** Kept with the weights, not trained by gradient (running statistics). */
    BUFFER,
    /** An int64 counter; may be absent from a file. */
    COUNTER,
    /** Computed by the network; tolerated in a file and ignored. */
    DERIVED
  }
}
