package io.understudy.operators.training;

import io.understudy.model.training.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of one step's pairs.
 *
 * @param step number of the step, from 1
 * @param frames source and driving frame of each pair in turn, as {@link FrameBytes}
 */
public record StepFrames(long step, byte[][] frames) {
  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < frames.length; i += 2) {
      pairs.add(new Pair(FrameBytes.frame(frames[i]), FrameBytes.frame(frames[i + 1])));
    }
    return pairs;
  }
}
