package io.understudy.pipeline.evaluate;

import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.UnroundedPicture;
import io.understudy.pipeline.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Judges a model, and the answer that costs nothing (the source as it is), on one test pair. One
 * thread; borrows the reenactor and the scorers.
 */
final class ClipEvaluation {
  /** The row of the baseline. */
  static final String COPY_SOURCE = "copy-source";

  private static final int BATCH_FRAMES = 4;

  private final Reenactor reenactor;
  private final MotionMode mode;
  private final List<FrameScorer> scorers;

  ClipEvaluation(Reenactor reenactor, MotionMode mode, List<FrameScorer> scorers) {
    this.reenactor = reenactor;
    this.mode = mode;
    this.scorers = scorers;
  }

  /**
   * The pair's result; a clip that cannot be decoded is a skipped one.
   *
   * @throws CancellationException if the thread is interrupted, between two batches
   */
  JudgedClip run(TestPair pair) {
    String source = Path.of(pair.source()).getFileName().toString();
    ScoreSheet model = new ScoreSheet();
    ScoreSheet baseline = new ScoreSheet();
    try (PairFrames frames = pair.open(reenactor.sizePixels())) {
      int count = judge(frames, model, baseline);
      Map<String, Map<String, Score>> rows = new LinkedHashMap<>();
      rows.put(COPY_SOURCE, baseline.scores());
      rows.put(row(), model.scores());
      return new JudgedClip(
          new ClipResult(pair.clip(), source, count, rows, ""), features(baseline, model));
    } catch (BadInputException e) {
      return new JudgedClip(
          new ClipResult(pair.clip(), source, 0, Map.of(), e.getMessage()), List.of());
    }
  }

  private String row() {
    return reenactor.preset() + "@" + reenactor.weightsId();
  }

  /** Sources and truths are the same in both rows. */
  private List<ClipFeatures> features(ScoreSheet baseline, ScoreSheet model) {
    List<ClipFeatures> features = new ArrayList<>();
    features.addAll(model.features(FeatureSet.SOURCE, ""));
    features.addAll(model.features(FeatureSet.TRUTH, ""));
    features.addAll(baseline.features(FeatureSet.ANSWER, COPY_SOURCE));
    features.addAll(model.features(FeatureSet.ANSWER, row()));
    return features;
  }

  private int judge(PairFrames frames, ScoreSheet model, ScoreSheet baseline) {
    Picture source = frames.source();
    UnroundedPicture copy = UnroundedPicture.of(source);
    MotionTrack track = new MotionTrack(mode, null);
    int count = 0;
    try (SourceFeatures features = reenactor.encode(source)) {
      if (mode != MotionMode.ABSOLUTE) {
        // Its baseline belongs to the clip, not to the stride at which frames are judged.
        reenactor.track(List.of(new DrivenFrame(features, frames.first(), track)));
      }
      for (List<TestFrame> batch = batch(frames); !batch.isEmpty(); batch = batch(frames)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("judging was cancelled after " + count + " frames");
        }
        List<UnroundedPicture> answers =
            reenactor.reenactUnrounded(
                batch.stream()
                    .map(frame -> new DrivenFrame(features, frame.driving(), track))
                    .toList());
        for (int i = 0; i < answers.size(); i++) {
          score(source, batch.get(i), answers.get(i), model);
          score(source, batch.get(i), copy, baseline);
        }
        count += answers.size();
      }
    }
    return count;
  }

  private void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet) {
    for (FrameScorer scorer : scorers) {
      scorer.score(source, frame, answer, sheet);
    }
  }

  private static List<TestFrame> batch(PairFrames frames) {
    List<TestFrame> batch = new ArrayList<>();
    while (batch.size() < BATCH_FRAMES) {
      Optional<TestFrame> frame = frames.next();
      if (frame.isEmpty()) {
        break;
      }
      batch.add(frame.get());
    }
    return batch;
  }
}
