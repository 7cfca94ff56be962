package io.understudy.operators.metric;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** One counter for each constant of an enumeration, under the label {@code reason}. Task thread. */
public final class LabelledCounters<E extends Enum<E>> {
  private static final String LABEL = "reason";

  private final Map<E, Counter> counters;

  /** Registers a counter for each of {@code type}'s constants. */
  public LabelledCounters(
      MetricGroup group, LiveMetric metric, Class<E> type, Function<E, String> label) {
    counters = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      MetricGroup labelled = group.addGroup(LABEL, label.apply(constant));
      counters.put(constant, labelled.counter(metric.metricName()));
    }
  }

  public void increment(E constant) {
    counters.get(constant).inc();
  }
}
