package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeadLetter.Reason;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEvent.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterITCase {
  /** Above the 64x64 pixels of the tests' own pictures. */
  private static final int MAX_PIXELS = 10_000;

  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig("live.max-picture-pixels=" + MAX_PIXELS, "live.session-wait=200ms").start();
    rig.publishSource("portrait", 1);
    rig.startStream("feed", "portrait");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void brokenAndHugePicturesAreDeadLettersAndTheNextFrameIsReenacted() {
    rig.publishFrame("feed", 0, ByteString.copyFromUtf8("this is no JPEG"));
    rig.publishFrame("feed", 1, TestPictures.hugeJpegHeader());
    rig.publishFrames("feed", 1, 2, 3);

    List<DeadLetter> letters = rig.awaitDeadLetters(2);

    assertThat(letters)
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.UNDECODABLE_PICTURE, Reason.PICTURE_TOO_LARGE);
    assertThat(letters).extracting(DeadLetter::streamId).containsOnly("feed");
    assertThat(letters.get(0).origin().topic()).endsWith("driving-frames");
    assertThat(letters.get(0).message()).isNotBlank();
    assertThat(rig.awaitFrames(1).get(0).sequence()).isEqualTo(2);
  }

  @Test
  void aFrameOfAnUnknownSessionIsADeadLetterAfterItsWait() {
    rig.publishFrames("stranger", 1, 0, 1);

    DeadLetter letter = rig.awaitDeadLetters(1).get(0);

    assertThat(letter.reason()).isEqualTo(Reason.UNKNOWN_SESSION);
    assertThat(letter.streamId()).isEqualTo("stranger");
  }

  @Test
  void aWithdrawnSourceStopsItsStream() {
    rig.publishFrames("feed", 1, 0, 1);
    assertThat(rig.awaitFrames(1)).hasSize(1);

    rig.withdraw("portrait");
    StreamEvent event = rig.awaitEvent(e -> e.kind() == Kind.WITHDRAWN);
    rig.publishFrames("feed", 1, 1, 3);

    assertThat(event.streamId()).isEqualTo("feed");
    StreamEvent drop = rig.awaitEvent(e -> e.kind() == Kind.FRAMES_DROPPED);
    assertThat(drop.detail()).isEqualTo("session-ended");
    assertThat(rig.settledFrames()).hasSize(1);
  }

  @Test
  void aSourceWithoutConsentIsRefused() {
    rig.publishSource("stolen", 2, new Consent("somebody", "", 0, ""));
    rig.publishSession("forgery", "stolen");

    DeadLetter letter = rig.awaitDeadLetters(1).get(0);

    assertThat(letter.reason()).isEqualTo(Reason.NO_CONSENT);
  }
}
