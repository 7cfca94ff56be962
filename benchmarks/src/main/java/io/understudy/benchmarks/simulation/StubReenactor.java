package io.understudy.benchmarks.simulation;

import io.understudy.model.DrivenFrame;
import io.understudy.model.Keypoints;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.TrackedFrame;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stands for a network: takes its time asleep and gives the driving picture back, so that what is
 * encoded and sent is as large as a real one's.
 *
 * <p>Thread-safe. Unlike a real one it serialises nothing: all tasks of a process share one loaded
 * model, and here each of them stands for a device of its own.
 */
final class StubReenactor implements Reenactor {
  private static final Keypoints NOWHERE = new Keypoints(new float[2], new float[4]);

  private final NetworkCost cost;

  StubReenactor(NetworkCost cost) {
    this.cost = cost;
  }

  @Override
  public String preset() {
    return cost.preset();
  }

  @Override
  public String weightsId() {
    return "simulated";
  }

  @Override
  public int sizePixels() {
    return cost.sizePixels();
  }

  @Override
  public SourceFeatures encode(Picture portrait) {
    pause(Math.round(1e6 * cost.encodeMillis()));
    return new Features();
  }

  @Override
  public SourceFeatures restore(byte[] bytes) {
    pause(Math.round(1e6 * cost.restoreMillis()));
    return new Features();
  }

  @Override
  public List<TrackedFrame> track(List<DrivenFrame> batch) {
    DeviceFault.failIfInjected();
    return batch.stream()
        .map(frame -> new TrackedFrame(new Seen(frame.driving()), NOWHERE, new float[0]))
        .toList();
  }

  @Override
  public List<Picture> draw(List<TrackedFrame> batch) {
    pause(cost.batches().nanos(batch.size()));
    return batch.stream().map(frame -> ((Seen) frame.source()).driving).toList();
  }

  @Override
  public long nativeBytes() {
    return 0;
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** A task that is cancelled interrupts the call: its result is not wanted any more. */
  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A driving picture on its way through a tracked frame. */
  private record Seen(Picture driving) implements SourceFeatures {
    @Override
    public long nativeBytes() {
      return 0;
    }

    @Override
    public byte[] toBytes() {
      return driving.rgb();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  /** Says that it is as large as real features, and holds nothing. */
  private final class Features implements SourceFeatures {
    @Override
    public long nativeBytes() {
      return cost.nativeBytes();
    }

    @Override
    public byte[] toBytes() {
      return cost.features().toByteArray();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
