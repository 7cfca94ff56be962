package io.understudy.operators;

import static io.understudy.operators.OptionRanges.atLeastOne;
import static io.understudy.operators.OptionRanges.within;

import java.io.Serializable;

/**
 * How frames share calls of the model.
 *
 * @param maxFrames most frames in a model call
 * @param maxInFlight batches running or waiting for a worker; 2 keep one call of the network busy,
 *     one more than them several side by side
 * @param maxQueuedFramesPerStream live frames that wait for a batch before the oldest is dropped
 * @param featureCacheBytes device bytes for source features that no batch is using
 */
public record BatchOptions(
    int maxFrames, int maxInFlight, int maxQueuedFramesPerStream, long featureCacheBytes)
    implements Serializable {
  static final BatchOptions DEFAULTS = new BatchOptions(8, 3, 16, 512L << 20);

  public BatchOptions {
    atLeastOne("maxBatchFrames", maxFrames);
    atLeastOne("maxBatchesInFlight", maxInFlight);
    atLeastOne("maxQueuedFramesPerStream", maxQueuedFramesPerStream);
    within("featureCacheBytes", featureCacheBytes, 0, Long.MAX_VALUE);
  }
}
