package io.understudy.benchmarks.engine;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.weights.Weights;
import io.understudy.pipeline.local.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * How far pictures of {@code fast} are from those of {@code exact} with trained weights.
 *
 * @param decibels PSNR between the two of each picture, in order, infinite for equal ones
 */
public record TrainedPrecision(String preset, List<Double> decibels) {
  public TrainedPrecision {
    decibels = List.copyOf(decibels);
  }

  /**
   * Has each clip drive the first picture of the next one, the last one that of the first, by
   * relative motion on the CPU.
   *
   * @param stop ends it between two clips; borrowed
   * @throws CancellationException if the process is to end
   */
  public static TrainedPrecision measure(Weights weights, List<ClipSample> clips, StopSignal stop) {
    try (Reenactor exact = Networks.reenactor(weights, Precision.EXACT, Device.cpu());
        Reenactor fast = Networks.reenactor(weights, Precision.FAST, Device.cpu())) {
      List<Double> decibels = new ArrayList<>();
      for (int i = 0; i < clips.size(); i++) {
        stop.endIfGiven(Rounds.ENDED);
        Picture portrait = clips.get((i + 1) % clips.size()).pictures().get(0);
        List<Picture> wanted = reenacted(exact, portrait, clips.get(i));
        List<Picture> found = reenacted(fast, portrait, clips.get(i));
        for (int picture = 0; picture < wanted.size(); picture++) {
          decibels.add(PictureQuality.decibels(wanted.get(picture), found.get(picture)));
        }
      }
      return new TrainedPrecision(weights.description().preset(), decibels);
    }
  }

  /** Of the picture in which they differ most. */
  public double leastDecibels() {
    return decibels.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** Of the middle picture, the better one of two. */
  public double medianDecibels() {
    return decibels.stream().sorted().toList().get(decibels.size() / 2);
  }

  private static List<Picture> reenacted(Reenactor reenactor, Picture portrait, ClipSample clip) {
    MotionTrack track = new MotionTrack(MotionMode.RELATIVE, null);
    List<Picture> pictures = new ArrayList<>();
    try (SourceFeatures source = reenactor.encode(portrait)) {
      for (Picture driving : clip.pictures()) {
        pictures.addAll(reenactor.reenact(List.of(new DrivenFrame(source, driving, track))));
      }
    }
    return pictures;
  }
}
