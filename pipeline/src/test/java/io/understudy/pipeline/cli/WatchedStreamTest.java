package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedStreamTest {
  private final StringWriter told = new StringWriter();
  private final WatchedStream stream = new WatchedStream("feed", new PrintWriter(told, true));

  private static ReenactedFrame frame(String streamId, long sequence) {
    return RecordedFrames.frame(streamId, sequence, ByteString.EMPTY);
  }

  private static StreamEvent event(String streamId, StreamEvent.Kind kind, long count) {
    return new StreamEvent(streamId, kind, "anna", count, "as told", 0);
  }

  private static DeadLetter letter(String streamId) {
    return new DeadLetter(
        streamId, DeadLetter.Reason.MODEL_FAILURE, Origin.NONE, ByteString.EMPTY, "");
  }

  @Test
  void countsTheFramesOfItsStreamOnce() {
    List<ReenactedFrame> recorded = new ArrayList<>();
    stream.seeFrames(
        List.of(frame("feed", 0), frame("other", 1), frame("feed", 1), frame("feed", 1)),
        recorded::add);

    assertThat(stream.frames()).isEqualTo(2);
    assertThat(recorded).containsExactly(frame("feed", 0), frame("feed", 1));
  }

  @Test
  void aLineHasTheFramesSinceTheOneBeforeAndAllDrops() {
    stream.seeFrames(List.of(frame("feed", 0), frame("feed", 1)), frame -> {});
    stream.seeEvents(List.of(event("feed", StreamEvent.Kind.FRAMES_DROPPED, 3)));
    stream.seeLetters(List.of(letter("feed"), letter("other")));

    assertThat(stream.nextLine(0.5).strip().split(" +"))
        .containsExactly("4.0", "0.0", "0.0", "1.0", "3", "1");
    assertThat(stream.nextLine(1).strip().split(" +")).startsWith("0.0").endsWith("3", "1");
    assertThat(WatchedStream.head()).hasSameSizeAs(stream.nextLine(1));
  }

  @Test
  void tellsWhatBecomesOfTheStream() {
    stream.seeEvents(
        List.of(
            event("feed", StreamEvent.Kind.WEIGHTS_REFUSED, 1),
            event("other", StreamEvent.Kind.STARTED, 1)));

    assertThat(told.toString().strip()).isEqualTo("weights refused anna as told");
  }

  @Test
  void whatWentInIsWhatCameOutAndWhatWasLost() {
    stream.seeFrames(List.of(frame("feed", 0), frame("feed", 1)), frame -> {});
    stream.seeEvents(List.of(event("feed", StreamEvent.Kind.FRAMES_DROPPED, 3)));

    assertThat(stream.summary(2).title()).contains("5 frames in, 2 out in 2.0 s");
  }
}
