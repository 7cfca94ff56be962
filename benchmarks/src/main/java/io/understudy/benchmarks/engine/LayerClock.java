package io.understudy.benchmarks.engine;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.KernelListener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up processor time of the calling thread and work by kind of layer. A call counts from the
 * end of the call before it, so it has the Java in front of it; what follows a frame's last call is
 * left out. One thread.
 */
final class LayerClock implements KernelListener {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<String, Sum> sums = new TreeMap<>();
  private long lastNanos;

  private static final class Sum {
    private long calls;
    private long nanos;
    private long multiplyAdds;
    private long bytes;
  }

  /** Processor time of the calling thread, ns. */
  long now() {
    return threads.getCurrentThreadCpuTime();
  }

  /** Forgets what came before the next call. */
  void start() {
    lastNanos = now();
  }

  @Override
  public void called(String function, Object[] arguments, NDArray result) {
    long nanos = now() - lastNanos;
    Sum sum = sums.computeIfAbsent(LayerKind.of(function, arguments), kind -> new Sum());
    sum.calls++;
    sum.nanos += nanos;
    sum.multiplyAdds += WorkCounter.multiplyAdds(function, arguments, result);
    sum.bytes += bytes(arguments) + Execution.bytes(result);
    lastNanos = now();
  }

  private static long bytes(Object[] arguments) {
    long bytes = 0;
    for (Object argument : arguments) {
      if (argument instanceof NDArray tensor) {
        bytes += Execution.bytes(tensor);
      } else if (argument instanceof List<?> tensors) {
        bytes += bytes(tensors.toArray());
      }
    }
    return bytes;
  }

  /** What was heard, divided by {@code frames}; the kind that took most time first. */
  List<LayerProfile.Kind> kinds(int frames) {
    return sums.entrySet().stream()
        .map(entry -> kind(entry.getKey(), entry.getValue(), frames))
        .sorted(Comparator.comparingDouble(LayerProfile.Kind::seconds).reversed())
        .toList();
  }

  private static LayerProfile.Kind kind(String name, Sum sum, double frames) {
    return new LayerProfile.Kind(
        name,
        sum.calls / frames,
        sum.nanos / frames / 1e9,
        sum.multiplyAdds / frames / 1e9,
        sum.bytes / frames / 1e9);
  }
}
