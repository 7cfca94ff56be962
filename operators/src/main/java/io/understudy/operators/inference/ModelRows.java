package io.understudy.operators.inference;

import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.TrackedFrame;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The faces of a batch that one model reenacts, tracked, in row order.
 *
 * @param tracked one for each face
 */
record ModelRows(List<DrivingFace> faces, List<ModelCall.Result<TrackedFrame>> tracked) {
  /** Advances the streams of {@code faces}. */
  static ModelRows track(Reenactor model, List<DrivingFace> faces) {
    return new ModelRows(
        faces, ModelCall.run(model::track, faces.stream().map(DrivingFace::drivenFrame).toList()));
  }

  /** A result for each face; what failed before fails here. */
  Map<DrivingFace, ModelCall.Result<Picture>> draw(Reenactor model) {
    Map<DrivingFace, ModelCall.Result<Picture>> results = new IdentityHashMap<>();
    List<DrivingFace> drawable = new ArrayList<>();
    List<TrackedFrame> frames = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      if (tracked.get(i).failure() == null) {
        drawable.add(faces.get(i));
        frames.add(tracked.get(i).value());
      } else {
        results.put(faces.get(i), ModelCall.Result.failed(tracked.get(i).failure()));
      }
    }
    List<ModelCall.Result<Picture>> drawn = ModelCall.run(model::draw, frames);
    for (int i = 0; i < drawn.size(); i++) {
      results.put(drawable.get(i), drawn.get(i));
    }
    return results;
  }
}
