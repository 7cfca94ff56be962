package io.understudy.operators.metric;

import io.understudy.connectors.contract.DeadLetter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts the dead letters of the whole job by reason, on their way to the topic. Task thread. */
public final class CountedLetters extends RichMapFunction<DeadLetter, DeadLetter> {
  private static final long serialVersionUID = 1;

  private transient LabelledCounters<DeadLetter.Reason> refused;

  @Override
  public void open(OpenContext context) {
    refused =
        new LabelledCounters<>(
            getRuntimeContext().getMetricGroup(),
            LiveMetric.FRAMES_REFUSED,
            DeadLetter.Reason.class,
            DeadLetter.Reason::name);
  }

  @Override
  public DeadLetter map(DeadLetter letter) {
    refused.increment(letter.reason());
    return letter;
  }
}
