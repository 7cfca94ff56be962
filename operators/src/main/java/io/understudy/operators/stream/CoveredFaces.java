package io.understudy.operators.stream;

import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.face.FaceTrack;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The other faces of a session, by their place in it, of which some have no source: not encoded
 * yet, refused or withdrawn. Those are followed all the same, so that they can be covered.
 *
 * <p>Task thread; the inference worker advances the faces. No part of a snapshot: after a restart
 * covered faces are looked for anew.
 */
final class CoveredFaces {
  private final Map<Integer, StreamFace> followed = new HashMap<>();
  private final Set<Integer> covered = new HashSet<>();

  /** A face that has no source for the next frame; it is followed on from where it was. */
  StreamFace cover(int index, FaceTracking tracking) {
    covered.add(index);
    return followed.computeIfAbsent(
        index, one -> StreamFace.following(tracking, FaceTrack.State.START));
  }

  /** A face that has a source: its stream follows it on from where it was covered. */
  void uncover(int index, StreamTrack stream) {
    if (covered.remove(index)) {
      stream.follow(followed.get(index));
    }
    stream.face().ifPresent(face -> followed.put(index, face));
  }

  /** Forgets all faces: the session has others now, or its feed begins anew. */
  void clear() {
    followed.clear();
    covered.clear();
  }
}
