package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.feed.PictureBroadcast;
import io.understudy.pipeline.playback.FrameOrder;
import io.understudy.pipeline.playback.RunSummary;
import io.understudy.pipeline.playback.RunSummary.Stage;
import io.understudy.pipeline.viewer.StreamFigures.State;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What the viewer knows of one stream. Thread-safe. */
final class StreamPanel implements AutoCloseable {
  static final int MAX_VIEWERS = 8;
  private static final StageTimings NONE = new StageTimings(0, 0, 0, 0, 0, 0);

  private final String streamId;
  private final LongSupplier nanos;
  private final PictureBroadcast driving = new PictureBroadcast(MAX_VIEWERS);
  private final PictureBroadcast reenacted = new PictureBroadcast(MAX_VIEWERS);
  private final DrivingPictures pictures = new DrivingPictures();
  private final FrameWindow drivingWindow = new FrameWindow();
  private final FrameWindow window = new FrameWindow();
  private final Map<String, Long> dropped = new TreeMap<>();
  private final FrameOrder order = new FrameOrder();
  private ReenactedFrame newest;
  private Session session;
  private StreamEvent event;
  private long refused;

  /**
   * A stream of which nothing is known.
   *
   * @param nanos a clock that never goes back, ns
   */
  StreamPanel(String streamId, LongSupplier nanos) {
    this.streamId = streamId;
    this.nanos = nanos;
    this.session = Session.stopped(streamId);
  }

  synchronized void take(DrivingFrame frame) {
    drivingWindow.add(NONE, nanos.getAsLong());
    pictures.add(frame, driving.viewers() > 0);
    if (window.rate(nanos.getAsLong()) == 0 || isOfNewest(frame)) {
      pictures.of(frame).ifPresent(driving::show);
    }
  }

  /** Frees what only a stream that is driven and looked at needs. */
  synchronized void rest() {
    if (still()) {
      pictures.close();
    } else if (driving.viewers() == 0 || drivingWindow.rate(nanos.getAsLong()) == 0) {
      pictures.stopDecoding();
    }
  }

  /** Whether nothing has come or come out lately, and nobody looks. */
  synchronized boolean idle() {
    return still() && driving.viewers() == 0 && reenacted.viewers() == 0;
  }

  /** Whether it is stopped and idle. */
  synchronized boolean over() {
    return session.stopped() && idle();
  }

  private boolean still() {
    long now = nanos.getAsLong();
    return drivingWindow.rate(now) == 0 && window.rate(now) == 0;
  }

  /** How many driving frames it holds. */
  synchronized int kept() {
    return pictures.kept();
  }

  /** Whether its driving frames are decoded. */
  synchronized boolean decodes() {
    return pictures.decodes();
  }

  /** Topics are read side by side: a reenacted frame may be seen before the one it was made of. */
  private boolean isOfNewest(DrivingFrame frame) {
    return newest != null
        && newest.epoch() == frame.epoch()
        && newest.sequence() == frame.sequence();
  }

  /** Shows a frame beside the one that it was made of; repetitions are left out. */
  synchronized void take(ReenactedFrame frame) {
    if (frame.payload().isEmpty() || !order.isNew(frame)) {
      return;
    }
    window.add(frame.timings(), nanos.getAsLong());
    newest = frame;
    pictures.of(frame).ifPresent(driving::show);
    reenacted.show(frame.payload().toByteArray());
  }

  /** A stopped session keeps the settings of the one before, which a new start takes up. */
  synchronized void take(Session changed) {
    if (!changed.stopped()) {
      session = changed;
    } else if (!session.stopped()) {
      session = session.ended();
    }
  }

  synchronized void take(StreamEvent happened) {
    if (happened.kind() == StreamEvent.Kind.FRAMES_DROPPED) {
      dropped.merge(happened.detail(), happened.count(), Long::sum);
    } else {
      event = happened;
    }
  }

  synchronized void countRefused() {
    refused++;
  }

  /** Its session, or the last one, stopped; a stopped one without a source before the first. */
  synchronized Session session() {
    return session;
  }

  PictureBroadcast driving() {
    return driving;
  }

  PictureBroadcast reenacted() {
    return reenacted;
  }

  synchronized StreamFigures figures() {
    long now = nanos.getAsLong();
    RunSummary summary = window.summary(now);
    double drivingRate = drivingWindow.rate(now);
    return new StreamFigures(
        streamId,
        state(drivingRate > 0, summary.framesOut() > 0),
        session.sourceId(),
        session.stopped() ? "" : lower(session.motion()),
        session.stopped() ? "" : lower(session.delivery()),
        newest == null ? "" : newest.preset() + " · " + newest.weightsId(),
        newest == null ? 0 : newest.widthPixels(),
        newest == null ? 0 : newest.heightPixels(),
        drivingRate,
        window.rate(now),
        summary.latency(Stage.CAPTURE_TO_OUTPUT).percentileMillis(50),
        summary.latency(Stage.CAPTURE_TO_OUTPUT).percentileMillis(95),
        summary.latency(Stage.CAPTURE_TO_OUTPUT).percentileMillis(99),
        summary.meanBatchFrames(),
        Map.copyOf(dropped),
        refused,
        notice().orElse(""));
  }

  private State state(boolean driven, boolean comingOut) {
    if (session.stopped()) {
      return State.STOPPED;
    }
    if (comingOut) {
      return State.LIVE;
    }
    boolean stopped =
        event != null
            && (event.kind() == StreamEvent.Kind.REFUSED
                || event.kind() == StreamEvent.Kind.WITHDRAWN);
    if (stopped) {
      return State.REFUSED;
    }
    return driven ? State.NO_OUTPUT : State.NO_INPUT;
  }

  private Optional<String> notice() {
    return Optional.ofNullable(event)
        .map(
            last ->
                "%s %s %s"
                    .formatted(lower(last.kind()).replace('_', ' '), last.sourceId(), last.detail())
                    .strip());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public synchronized void close() {
    driving.close();
    reenacted.close();
    pictures.close();
  }
}
