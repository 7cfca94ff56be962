package io.understudy.benchmarks.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.benchmarks.engine.Interleaved;
import io.understudy.benchmarks.engine.Rounds;
import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a network costs and leaves behind, so that a stand-in can do the same.
 *
 * @param preset its name
 * @param sizePixels side of its pictures
 * @param batches model calls
 * @param encodeMillis encoding a portrait
 * @param restoreMillis reading a source's features back
 * @param features a source's features as they are kept
 * @param nativeBytes the same on the device
 */
public record NetworkCost(
    String preset,
    int sizePixels,
    BatchCost batches,
    double encodeMillis,
    double restoreMillis,
    ByteString features,
    long nativeBytes)
    implements Serializable {
  /**
   * Measures a network: the least time of several rounds.
   *
   * @param reenactor borrowed
   * @param batchSizes frames in a call, each at least 1
   * @param rounds of each call
   */
  public static NetworkCost measure(Reenactor reenactor, List<Integer> batchSizes, Rounds rounds) {
    Picture portrait = SampleHeads.portrait(reenactor.sizePixels());
    double encode = least(rounds, () -> reenactor.encode(portrait).close());
    try (SourceFeatures source = reenactor.encode(portrait)) {
      byte[] features = source.toBytes();
      double restore = least(rounds, () -> reenactor.restore(features).close());
      Map<Integer, Double> batches = new TreeMap<>();
      for (int frames : batchSizes) {
        List<DrivenFrame> batch = Collections.nCopies(frames, frame(source, portrait));
        batches.put(frames, least(rounds, () -> reenactor.reenact(batch)));
      }
      return new NetworkCost(
          reenactor.preset(),
          reenactor.sizePixels(),
          new BatchCost(batches),
          encode,
          restore,
          UnsafeByteOperations.unsafeWrap(features),
          source.nativeBytes());
    }
  }

  /** The same network with other times for its model calls. */
  public NetworkCost withBatches(BatchCost others) {
    return new NetworkCost(
        preset, sizePixels, others, encodeMillis, restoreMillis, features, nativeBytes);
  }

  /** The same network on a device that is {@code factor} times as fast. */
  public NetworkCost fasterBy(double factor) {
    return new NetworkCost(
        preset,
        sizePixels,
        batches.fasterBy(factor),
        encodeMillis / factor,
        restoreMillis,
        features,
        nativeBytes);
  }

  private static DrivenFrame frame(SourceFeatures source, Picture driving) {
    return new DrivenFrame(source, driving, new MotionTrack(MotionMode.ABSOLUTE, null));
  }

  private static double least(Rounds rounds, Runnable work) {
    return 1e3 * Interleaved.measure(rounds, List.of(work)).get(0).leastSeconds();
  }
}
