package io.understudy.pipeline.train;

import io.understudy.model.training.LabelledFrame;
import io.understudy.model.training.Pair;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipReader;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pairs of a run's contact sheets: always the same, from clips spread over all of them. */
final class SheetPairs {
  private static final int ROWS = 6;

  private SheetPairs() {}

  /** Up to six pairs of a clip's first and a later frame; clips that cannot be used give none. */
  static List<Pair> of(List<Clip> clips, int sizePixels) {
    ClipReader reader = new ClipReader(sizePixels, Optional.empty());
    List<Pair> pairs = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      try {
        List<LabelledFrame> frames = reader.read(clips.get(row * clips.size() / ROWS));
        int driving = Math.max(1, frames.size() * (row + 1) / (ROWS + 1));
        pairs.add(new Pair(frames.get(0), frames.get(driving)));
      } catch (IOException unusable) {
        // Whoever trains on this clip tells why it cannot be used.
        continue;
      } catch (BadInputException gone) {
        // A run that has its frames goes on without the topic that they came from, and its sheets.
        return pairs;
      }
    }
    return pairs;
  }
}
