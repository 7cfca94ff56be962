package io.understudy.operators.inference;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.stream.FrameTask;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes {@link ReenactOperator}s, which need their task's mailbox. */
public final class ReenactOperatorFactory extends AbstractStreamOperatorFactory<ReenactedFrame>
    implements OneInputStreamOperatorFactory<FrameTask, ReenactedFrame> {
  private static final long serialVersionUID = 1;

  private final LiveOptions options;

  public ReenactOperatorFactory(LiveOptions options) {
    this.options = options;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<ReenactedFrame>> T createStreamOperator(
      StreamOperatorParameters<ReenactedFrame> parameters) {
    return (T) new ReenactOperator(parameters, options);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return ReenactOperator.class;
  }
}
