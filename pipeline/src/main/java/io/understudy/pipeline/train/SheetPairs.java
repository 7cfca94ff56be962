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
import java.util.Set;

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
        pairs.add(pair(reader, clips.get(row * clips.size() / ROWS), row));
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

  private static Pair pair(ClipReader reader, Clip clip, int row) throws IOException {
    // A clip may be longer than memory: it is counted first.
    int frames = reader.read(clip, new Chosen(Set.of(), new ArrayList<>()));
    int driving = Math.max(1, frames * (row + 1) / (ROWS + 1));
    List<LabelledFrame> pair = new ArrayList<>();
    reader.read(clip, new Chosen(Set.of(0, driving), pair));
    return new Pair(pair.get(0), pair.get(1));
  }

  private record Chosen(Set<Integer> numbers, List<LabelledFrame> frames)
      implements ClipReader.Taker {
    @Override
    public boolean wants(int number) {
      return numbers.contains(number);
    }

    @Override
    public void take(int number, LabelledFrame frame) {
      frames.add(frame);
    }
  }
}
