package io.understudy.benchmarks.engine;

import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.preset.Preset;

/**
 * What a preset computes, counted while it runs once at 256x256.
 *
 * @param sourceGigaMacs 10^9 multiply-adds of encoding a source, its keypoints included
 * @param frameGigaMacs 10^9 multiply-adds of a driving frame
 */
public record NetworkWork(double sourceGigaMacs, double frameGigaMacs) {
  /** Counts one pass of {@code preset} with untrained weights. */
  public static NetworkWork of(Preset preset) {
    try (SampleNetwork network = new SampleNetwork(preset, Precision.EXACT);
        Scope scope = new Scope()) {
      WorkCounter counter = new WorkCounter();
      network.execution().kernels().listen(counter);
      SampleNetwork.Source encoded = network.encode();
      double source = counter.takeGigaMacs();
      network.frame(encoded);
      return new NetworkWork(source, counter.takeGigaMacs());
    }
  }
}
