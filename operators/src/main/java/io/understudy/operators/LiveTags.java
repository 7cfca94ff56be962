package io.understudy.operators;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.StreamEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The side outputs that every live operator shares. */
public final class LiveTags {
  /** Records that could not be processed. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** What happened to streams. */
  public static final OutputTag<StreamEvent> EVENTS =
      new OutputTag<>("stream-events", TypeInformation.of(StreamEvent.class));

  private LiveTags() {}
}
