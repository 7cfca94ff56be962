package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was computed of the last pictures, by identity: source and truth are asked for again and
 * again. One thread.
 *
 * @param <T> what is computed of a picture
 */
final class RecentPictures<T> {
  private static final int REMEMBERED = 8;

  private final Function<Picture, T> function;

  private final Map<Key, T> computed =
      new LinkedHashMap<>(REMEMBERED, 1, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, T> eldest) {
          return size() > REMEMBERED;
        }
      };

  RecentPictures(Function<Picture, T> function) {
    this.function = function;
  }

  T of(Picture picture) {
    return computed.computeIfAbsent(new Key(picture), key -> function.apply(key.picture()));
  }

  /** A picture as itself: comparing pixels would cost more than it saves. */
  private record Key(Picture picture) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.picture == picture;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(picture);
    }
  }
}
