package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.playback.FrameOrder;
import io.understudy.pipeline.playback.RunSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What is seen of one stream: rate, latency and drops, by line and as a whole. One thread. */
final class WatchedStream {
  private final String streamId;
  private final PrintWriter out;
  private final RunSummary whole = new RunSummary();
  private final FrameOrder order = new FrameOrder();
  private RunSummary line = new RunSummary();
  private long dropped;
  private long refused;

  /**
   * Nothing seen yet.
   *
   * @param out told of what becomes of the stream; borrowed
   */
  WatchedStream(String streamId, PrintWriter out) {
    this.streamId = streamId;
    this.out = out;
  }

  /** Counts the stream's own frames, each once, and hands them on. */
  void seeFrames(List<ReenactedFrame> frames, Consumer<ReenactedFrame> recording) {
    for (ReenactedFrame frame : frames) {
      if (frame.streamId().equals(streamId) && order.isNew(frame)) {
        line.record(frame.timings());
        whole.record(frame.timings());
        recording.accept(frame);
      }
    }
  }

  /** Counts dropped frames, and tells of all else. */
  void seeEvents(List<StreamEvent> events) {
    for (StreamEvent event : events) {
      if (!event.streamId().equals(streamId)) {
        continue;
      }
      if (event.kind() == StreamEvent.Kind.FRAMES_DROPPED) {
        dropped += event.count();
      } else {
        announce(event);
      }
    }
  }

  private void announce(StreamEvent event) {
    out.printf(
        "          %s %s %s%n",
        event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        event.sourceId(),
        event.detail());
  }

  /** Counts what was refused of the stream. */
  void seeLetters(List<DeadLetter> letters) {
    refused += letters.stream().filter(letter -> letter.streamId().equals(streamId)).count();
  }

  /** What the columns of {@link #nextLine} are. */
  static String head() {
    return "%9s %9s %9s %9s %9s %9s"
        .formatted("frames/s", "p50 ms", "p99 ms", "batch", "dropped", "refused");
  }

  /** The figures since the line before, {@code seconds} ago; drops are those since the start. */
  String nextLine(double seconds) {
    RunSummary done = line;
    line = new RunSummary();
    return String.format(
        Locale.ROOT,
        "%9.1f %9.1f %9.1f %9.1f %9d %9d",
        done.framesOut() / seconds,
        done.latency(RunSummary.Stage.CAPTURE_TO_OUTPUT).percentileMillis(50),
        done.latency(RunSummary.Stage.CAPTURE_TO_OUTPUT).percentileMillis(99),
        done.meanBatchFrames(),
        dropped,
        refused);
  }

  /** The frames that came. */
  long frames() {
    return whole.framesOut();
  }

  /** The figures of all of it, which took {@code seconds}. */
  Report summary(double seconds) {
    return SummaryTable.of(whole.framesOut() + dropped + refused, seconds, whole);
  }
}
