package io.understudy.operators.source;

import io.understudy.connectors.contract.Source;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.reenactor.AssignedDevice;
import io.understudy.operators.reenactor.ReenactorLoader;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Encodes each portrait once per model, keeps portrait and features in state and tells every stream
 * that uses the source about each change. Keyed by source.
 *
 * <p>A source without a valid consent record is refused; a withdrawn or expired one is forgotten
 * and stops its streams at once. A broken portrait goes to dead-letters and leaves the earlier one
 * in use. Encoding blocks this operator's task, which carries no frames.
 *
 * <p>Run by {@link SourceFeaturesOperator}.
 */
final class SourceFeaturesFunction
    extends KeyedCoProcessFunction<String, Source, SessionCommand, SessionUpdate> {
  private static final long serialVersionUID = 1;

  private final LiveOptions options;
  private final ReenactorLoader loader;
  private transient WantedModels wanted;
  private transient SourceModels models;
  private transient SourceEncoder encoder;
  private transient SourcePortraits portraits;
  private transient SourceStreams streams;

  SourceFeaturesFunction(LiveOptions options, ReenactorLoader loader) {
    this.options = options;
    this.loader = loader;
  }

  @Override
  public void open(OpenContext context) {
    wanted = new WantedModels(options.sessionDefaults());
    models =
        new SourceModels(
            options.sessionDefaults(), AssignedDevice.of(loader, getRuntimeContext()), wanted);
    encoder = new SourceEncoder(options.picture().bounds(), models);
    SourceState state = new SourceState(getRuntimeContext(), wanted);
    UpdateSender sender = new UpdateSender(state, encoder);
    portraits = new SourcePortraits(state, encoder, sender);
    streams = new SourceStreams(state, models, encoder, sender);
  }

  /** Takes over a stream from a snapshot. */
  void restore(Subscriber subscriber) {
    wanted.add(subscriber);
  }

  /** Takes over from a snapshot what a stream will be once its new weights are loaded. */
  void restoreSwap(Subscriber swap) {
    wanted.add(swap);
    models.restoreSwap(swap);
  }

  @Override
  public void processElement1(Source next, Context context, Collector<SessionUpdate> out)
      throws Exception {
    portraits.take(next, new SourceTurn(context, out));
  }

  @Override
  public void processElement2(SessionCommand command, Context context, Collector<SessionUpdate> out)
      throws Exception {
    streams.take(command, new SourceTurn(context, out));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SessionUpdate> out)
      throws Exception {
    SourceTurn turn = new SourceTurn(context, out);
    portraits.expire(turn);
    streams.look(turn);
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    if (models != null) {
      models.close();
    }
  }
}
