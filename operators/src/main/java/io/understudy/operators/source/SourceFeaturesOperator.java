package io.understudy.operators.source;

import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.NativeLibraries;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.reenactor.ReenactorLoader;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/**
 * Runs {@link SourceFeaturesFunction} and, after a restore, looks at every source once: features
 * that fit earlier weights, another size or precision are made again, so that a job continues with
 * the new ones.
 */
public final class SourceFeaturesOperator
    extends KeyedCoProcessOperator<String, Source, SessionCommand, SessionUpdate> {
  private static final long serialVersionUID = 1;

  private transient boolean restored;

  public SourceFeaturesOperator(LiveOptions options, ReenactorLoader loader) {
    super(new SourceFeaturesFunction(options, loader));
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    NativeLibraries.load();
    super.open();
    if (restored) {
      takeOverStreams();
      lookAtEverySource();
    }
  }

  private void takeOverStreams() throws Exception {
    SourceFeaturesFunction function = (SourceFeaturesFunction) getUserFunction();
    takeOver(SourceState.subscribersDescriptor(), function::restore);
    takeOver(SourceState.swapsDescriptor(), function::restoreSwap);
  }

  private void takeOver(
      MapStateDescriptor<String, Subscriber> streams, Consumer<Subscriber> function)
      throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            streams,
            (key, ofOneSource) -> ofOneSource.values().forEach(function));
  }

  private void lookAtEverySource() throws Exception {
    InternalTimerService<VoidNamespace> timers =
        getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
    long now = timers.currentProcessingTime();
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            SourceState.sourceDescriptor(),
            (key, source) -> timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, now));
  }
}
