package io.understudy.deploy.subscriber;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells new frames from repeated ones by (streamId, epoch, sequence): frames of a stream come in
 * order, so whatever is not beyond the last one is a repeat. Not thread-safe.
 *
 * <p>Remembers the streams that were heard last, up to a number; a stream that was forgotten and
 * comes back counts as new.
 */
final class RepeatFilter {
  private final Map<String, Position> last;

  RepeatFilter(int maxStreams) {
    this.last =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Position> eldest) {
            return size() > maxStreams;
          }
        };
  }

  /** Whether the frame is the first of its identity; it counts as seen from now on. */
  boolean isNew(String streamId, long epoch, long sequence) {
    Position position = new Position(epoch, sequence);
    Position before = last.get(streamId);
    if (before != null && !position.isBeyond(before)) {
      return false;
    }
    last.put(streamId, position);
    return true;
  }

  private record Position(long epoch, long sequence) {
    boolean isBeyond(Position other) {
      return epoch > other.epoch || epoch == other.epoch && sequence > other.sequence;
    }
  }
}
