package io.understudy.operators.source;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.operators.LiveTags;
import io.understudy.operators.reenactor.ReenactorLoader;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets announced weights pass that are what their announcement says and fit their preset; the
 * others are a dead letter and an event under the preset's name. Reading the file blocks this
 * operator's task, which carries nothing else.
 */
public final class AnnouncementCheck extends ProcessFunction<ModelAnnouncement, ModelAnnouncement> {
  private static final long serialVersionUID = 1;

  private final ReenactorLoader loader;

  public AnnouncementCheck(ReenactorLoader loader) {
    this.loader = loader;
  }

  @Override
  public void processElement(
      ModelAnnouncement announcement, Context context, Collector<ModelAnnouncement> out) {
    try {
      if (!announcement.withdrawn()) {
        loader.check(announcement);
      }
      out.collect(announcement);
    } catch (RuntimeException e) {
      // Whatever is wrong with a file that others wrote: the job goes on with what it has.
      refuse(announcement, e.getMessage(), context);
    }
  }

  private static void refuse(ModelAnnouncement announcement, String message, Context context) {
    String preset = announcement.preset();
    DeadLetter.Reason reason = DeadLetter.Reason.REFUSED_WEIGHTS;
    context.output(
        LiveTags.DEAD_LETTERS,
        new DeadLetter(preset, reason, Origin.NONE, ByteString.EMPTY, message));
    long nowMicros = context.timerService().currentProcessingTime() * 1000;
    context.output(
        LiveTags.EVENTS,
        new StreamEvent(preset, StreamEvent.Kind.WEIGHTS_REFUSED, "", 1, message, nowMicros));
  }
}
