package io.understudy.operators.training;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Which frames a trainer has; draws pairs from them. Immutable.
 *
 * @param identities in a fixed order
 */
record FrameCatalogue(List<Identity> identities) {
  /**
   * The clips of one person.
   *
   * @param key of the identity in keyed state
   * @param clips in a fixed order
   */
  record Identity(String key, List<Extent> clips) {}

  /**
   * One clip.
   *
   * @param clip its number
   * @param frames how many frames it has, at least 2
   */
  record Extent(int clip, int frames) {}

  /** Two frames of one clip. */
  record Draw(String key, int clip, int source, int driving) {}

  /** Draws the identity, then its clip, then two frames of it, so that long clips weigh no more. */
  Draw draw(SplittableRandom random) {
    Identity identity = identities.get(random.nextInt(identities.size()));
    Extent clip = identity.clips().get(random.nextInt(identity.clips().size()));
    int source = random.nextInt(clip.frames());
    int driving = (source + 1 + random.nextInt(clip.frames() - 1)) % clip.frames();
    return new Draw(identity.key(), clip.clip(), source, driving);
  }
}
