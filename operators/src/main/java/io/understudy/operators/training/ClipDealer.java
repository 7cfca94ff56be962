package io.understudy.operators.training;

import io.understudy.connectors.media.NativeLibraries;
import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.training.LabelledFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Turns positions into what the trainers get: first the frames of every clip, each to the trainer
 * of its identity, then the numbers of the steps, each to all trainers. One channel leads to each
 * trainer, so frames arrive before the first step. A clip that cannot be used is left out, counted
 * and told, and what was dealt of it is called back; a frame is left out, of clips that can do
 * without.
 */
public final class ClipDealer extends RichFlatMapFunction<Long, TrainingInput> {
  private static final long serialVersionUID = 1;

  private final TrainingPlan plan;
  private final LandmarkSource landmarks;
  private final TrainingObserver observer;
  private final TrainerKeys keys;
  private final ArrayList<Clip> clips;
  private transient Optional<LandmarkDetector> detector;
  private transient Counter skipped;
  private transient Counter framesSkipped;

  /**
   * @param clips position 0 is the first of them; the positions behind them are steps
   */
  public ClipDealer(
      TrainingPlan plan, List<Clip> clips, LandmarkSource landmarks, TrainingObserver observer) {
    this.plan = plan;
    this.clips = new ArrayList<>(clips);
    this.landmarks = landmarks;
    this.observer = observer;
    TreeSet<String> identities = new TreeSet<>();
    clips.forEach(clip -> identities.add(clip.identity()));
    this.keys = new TrainerKeys(identities, plan.trainers(), TrainingPlan.MAX_PARALLELISM);
  }

  @Override
  public void open(OpenContext context) {
    NativeLibraries.load();
    detector = landmarks.open();
    skipped = getRuntimeContext().getMetricGroup().counter("clipsSkipped");
    framesSkipped = getRuntimeContext().getMetricGroup().counter("framesSkipped");
  }

  @Override
  public void flatMap(Long position, Collector<TrainingInput> out) {
    if (position < clips.size()) {
      deal(clips.get(position.intValue()), out);
    } else {
      long step = plan.firstStep() + position - clips.size();
      keys.ofSteps().forEach(key -> out.collect(TrainingInput.ofStep(key, step)));
    }
  }

  private void deal(Clip clip, Collector<TrainingInput> out) {
    ClipPlace place = place(clip);
    try {
      new ClipReader(plan.settings().sizePixels(), detector)
          .read(clip.telling(reason -> leaveOut(clip, reason)), new Dealt(place, out));
    } catch (IOException unusable) {
      out.collect(TrainingInput.ofLostClip(place.key(), place.clip()));
      skipped.inc();
      observer.skipped(clip, unusable.getMessage());
    }
  }

  private void leaveOut(Clip clip, String reason) {
    framesSkipped.inc();
    observer.skipped(clip, reason);
  }

  private ClipPlace place(Clip clip) {
    List<Clip> same =
        clips.stream().filter(other -> other.identity().equals(clip.identity())).toList();
    int usable = (int) same.stream().filter(Clip::usable).count();
    long seed = plan.schedule().seed() + clip.name().hashCode();
    return new ClipPlace(
        keys.of(clip.identity()),
        same.indexOf(clip),
        FrameSample.ofShare(plan.framesPerIdentity(), Math.max(1, usable), seed));
  }

  /**
   * Where the frames of a clip go.
   *
   * @param key of its identity
   * @param clip position among the clips of the identity; unusable ones keep theirs
   * @param sample which frames are kept
   */
  private record ClipPlace(String key, int clip, FrameSample sample) {}

  private record Dealt(ClipPlace place, Collector<TrainingInput> out) implements ClipReader.Taker {
    @Override
    public boolean wants(int number) {
      return place.sample().place(number).isPresent();
    }

    @Override
    public void take(int number, LabelledFrame frame) {
      int kept = place.sample().place(number).getAsInt();
      out.collect(TrainingInput.ofFrame(place.key(), place.clip(), kept, FrameBytes.of(frame)));
    }
  }

  @Override
  public void close() {
    if (detector != null) {
      detector.ifPresent(LandmarkDetector::close);
    }
  }
}
