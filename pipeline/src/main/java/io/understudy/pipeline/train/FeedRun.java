package io.understudy.pipeline.train;

import java.io.Serializable;

/**
 * One run of a feed as it lies in a topic: the driving frames of a stream between two starts of its
 * publisher.
 *
 * @param stream id of the stream
 * @param epoch the frames' epoch
 * @param partition where they lie
 * @param first offset of the first one
 * @param last offset of the last one
 * @param frames how many they are; records of others lie between them
 */
record FeedRun(String stream, long epoch, int partition, long first, long last, int frames)
    implements Serializable {
  /** With one more frame, behind all others. */
  FeedRun and(long offset) {
    return new FeedRun(stream, epoch, partition, first, offset, frames + 1);
  }
}
