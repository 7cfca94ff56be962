package io.understudy.operators.inference;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.metric.LabelledCounters;
import io.understudy.operators.metric.LiveMetric;
import io.understudy.operators.metric.WindowedHistogram;
import io.understudy.operators.reenactor.ModelKey;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of reenact; names in {@link LiveMetric}. Task thread. */
final class ReenactMetrics {
  private final Counter framesOut;
  private final LabelledCounters<DropReason> dropped;
  private final Histogram captureToOutput;
  private final Histogram queue;
  private final Histogram decode;
  private final Histogram inference;
  private final Histogram encode;
  private final Histogram batch;
  private volatile ModelKey model = new ModelKey("", "");

  ReenactMetrics(MetricGroup group) {
    framesOut = group.counter(LiveMetric.FRAMES_OUT.metricName());
    dropped =
        new LabelledCounters<>(
            group, LiveMetric.FRAMES_DROPPED, DropReason.class, DropReason::label);
    captureToOutput = histogram(group, LiveMetric.CAPTURE_TO_OUTPUT);
    queue = histogram(group, LiveMetric.QUEUE);
    decode = histogram(group, LiveMetric.DECODE);
    inference = histogram(group, LiveMetric.INFERENCE);
    encode = histogram(group, LiveMetric.ENCODE);
    batch = histogram(group, LiveMetric.BATCH);
    group.gauge(LiveMetric.MODEL_VERSION.metricName(), (Gauge<String>) () -> model.toString());
  }

  private static Histogram histogram(MetricGroup group, LiveMetric metric) {
    return group.histogram(metric.metricName(), new WindowedHistogram());
  }

  void batch(int frames) {
    if (frames > 0) {
      batch.update(frames);
    }
  }

  void done(ReenactedFrame frame) {
    framesOut.inc();
    model = new ModelKey(frame.preset(), frame.weightsId());
    StageTimings timings = frame.timings();
    captureToOutput.update(timings.captureToOutputMicros());
    queue.update(timings.queueMicros());
    decode.update(timings.decodeMicros());
    inference.update(timings.inferenceMicros());
    encode.update(timings.encodeMicros());
  }

  void dropped(DropReason reason) {
    dropped.increment(reason);
  }
}
