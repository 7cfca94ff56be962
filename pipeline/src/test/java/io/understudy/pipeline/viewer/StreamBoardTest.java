package io.understudy.pipeline.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamBoardTest {
  private static final long EXPIRY = 5000;

  private static final ByteString NO_PICTURE = ByteString.copyFromUtf8("no picture");

  private long millis;
  private long nanos;
  private final StreamBoard board = new StreamBoard(() -> nanos, new WallClock());

  @AfterEach
  void close() {
    board.close();
  }

  /** The test's time. */
  private final class WallClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  private boolean permitted() {
    return board.snapshot().sources().get(0).permitted();
  }

  @Test
  void consentExpiresWhileItsCardIsShown() {
    Consent consent = new Consent("Anna", "test", EXPIRY, "none needed");
    board.take(new Source("anna", 1, Heads.portrait(2), Crop.CENTRE, consent, false));
    millis = EXPIRY - 1;
    assertThat(permitted()).isTrue();
    millis = EXPIRY;
    assertThat(permitted()).isFalse();
  }

  @Test
  void aSourceWithoutConsentIsNeverPermitted() {
    board.take(new Source("anna", 1, Heads.portrait(2), Crop.CENTRE, null, false));
    assertThat(permitted()).isFalse();
  }

  @Test
  void aRawFrameThatNoJpegCanHoldIsNotShown() {
    board.take(raw(0, 66_000, 16));
    board.take(raw(1, 8, 8));
    assertThat(board.stream("feed").orElseThrow().figures().drivingPerSecond()).isPositive();
  }

  @Test
  void theStreamThatWasIdleLongestMakesRoomAndIsBackWithItsSession() {
    board.take(session(0));
    for (int i = 1; i < StreamBoard.MAX_STREAMS; i++) {
      board.take(session(i));
    }
    board.take(session(0));
    board.take(session(StreamBoard.MAX_STREAMS));

    assertThat(board.snapshot().streams()).hasSize(StreamBoard.MAX_STREAMS);
    assertThat(board.stream("stream-1")).isEmpty();
    board.take(driven("stream-1"));
    assertThat(board.stream("stream-1").orElseThrow().session()).isEqualTo(session(1));
    assertThat(board.stream("stream-2")).isEmpty();
  }

  @Test
  void aStoppedStreamMakesRoomFirst() {
    for (int i = 0; i < StreamBoard.MAX_STREAMS; i++) {
      board.take(session(i));
    }
    board.take(Session.stopped("stream-7"));
    board.take(session(StreamBoard.MAX_STREAMS));

    assertThat(board.stream("stream-7")).isEmpty();
    assertThat(board.stream("stream-0")).isPresent();
  }

  @Test
  void aStreamThatIsDrivenNeverMakesRoom() {
    for (int i = 0; i < StreamBoard.MAX_STREAMS; i++) {
      board.take(driven("stream-" + i));
    }
    board.take(session(StreamBoard.MAX_STREAMS));

    assertThat(board.stream("stream-0")).isPresent();
    assertThat(board.stream("stream-" + StreamBoard.MAX_STREAMS)).isEmpty();
  }

  @Test
  void aSessionThatFindsNoPlaceIsKnownWhenItsStreamHasOne() {
    for (int i = 0; i < StreamBoard.MAX_STREAMS; i++) {
      board.take(driven("stream-" + i));
    }
    Session waiting = session(StreamBoard.MAX_STREAMS);
    board.take(waiting);
    nanos = FrameWindow.SPAN_NANOS + 1;
    board.take(driven(waiting.streamId()));

    assertThat(board.stream(waiting.streamId()).orElseThrow().session()).isEqualTo(waiting);
  }

  @Test
  void theEndOfAnUnknownStreamTakesNobodysPlace() {
    for (int i = 0; i < StreamBoard.MAX_STREAMS; i++) {
      board.take(session(i));
    }
    board.take(Session.stopped("stream-unknown"));

    assertThat(board.stream("stream-unknown")).isEmpty();
    assertThat(board.stream("stream-0")).isPresent();
  }

  @Test
  void theSourceThatWasPublishedLongestAgoMakesRoomButNotOneThatAStreamShows() {
    board.take(session(0));
    for (int i = 0; i <= StreamBoard.MAX_SOURCES; i++) {
      board.take(new Source("source-" + i, 1, NO_PICTURE, Crop.CENTRE, null, false));
    }

    assertThat(board.snapshot().sources()).hasSize(StreamBoard.MAX_SOURCES);
    assertThat(board.source("source-0")).isPresent();
    assertThat(board.source("source-1")).isEmpty();
    assertThat(board.source("source-" + StreamBoard.MAX_SOURCES)).isPresent();
  }

  private static Session session(int number) {
    return Session.of("stream-" + number, "source-" + number, MotionMode.SCALED, DeliveryMode.LIVE);
  }

  private static DrivingFrame driven(String streamId) {
    return new DrivingFrame(
        streamId, 0, 0, 0, 0, 0, FrameEncoding.JPEG, 0, 0, NO_PICTURE, Origin.NONE);
  }

  private static DrivingFrame raw(long sequence, int width, int height) {
    ByteString pixels = ByteString.copyFrom(new byte[3 * width * height]);
    return new DrivingFrame(
        "feed", 0, sequence, 0, 0, 0, FrameEncoding.RAW_RGB, width, height, pixels, Origin.NONE);
  }
}
