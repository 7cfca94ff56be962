package io.understudy.pipeline.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.pipeline.playback.LatencySummary;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;

/**
 * The process at one moment.
 *
 * @param seconds since the soak began
 * @param values of each gauge but latencies while no frame came; a gauge that this system lacks is
 *     0
 */
public record SoakSample(double seconds, Map<SoakGauge, Double> values) {
  public SoakSample {
    values = Map.copyOf(values);
  }

  /** The process now, with the latencies since the last sample. */
  static SoakSample now(double seconds, LatencySummary latency) {
    Map<SoakGauge, Double> values = new EnumMap<>(SoakGauge.class);
    values.put(SoakGauge.RESIDENT_MEBIBYTES, ResidentMemory.mebibytes().orElse(0));
    values.put(
        SoakGauge.NETWORK_MEBIBYTES,
        ReenactorRegistry.PROCESS.nativeBytes() / (double) (1024 * 1024));
    values.put(SoakGauge.NATIVE_HANDLES, (double) Pointer.totalCount());
    values.put(SoakGauge.FILE_HANDLES, (double) fileHandles());
    values.put(SoakGauge.THREADS, (double) ManagementFactory.getThreadMXBean().getThreadCount());
    if (latency.frames() > 0) {
      values.put(SoakGauge.LATENCY_P50_MILLIS, latency.percentileMillis(50));
      values.put(SoakGauge.LATENCY_P95_MILLIS, latency.percentileMillis(95));
    }
    return new SoakSample(seconds, values);
  }

  boolean has(SoakGauge gauge) {
    return values.containsKey(gauge);
  }

  double value(SoakGauge gauge) {
    return values.get(gauge);
  }

  private static long fileHandles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
