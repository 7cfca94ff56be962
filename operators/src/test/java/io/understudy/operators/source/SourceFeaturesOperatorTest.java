package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.NOW;
import static io.understudy.operators.testing.Frames.session;
import static io.understudy.operators.testing.Frames.source;
import static io.understudy.operators.testing.Frames.withConsent;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.operators.source.SessionCommand.Kind;
import io.understudy.operators.testing.Frames;
import org.junit.jupiter.api.Test;

class SourceFeaturesOperatorTest extends SourceFeaturesHarness {
  @Test
  void startsAStreamOnAKnownSourceWithItsFeatures() throws Exception {
    publish(source("s", 4, 10, 20, 30));
    SessionUpdate update = tell(Kind.ATTACH, 1, session("a", "s")).get(0);
    assertThat(update.kind()).isEqualTo(SessionUpdate.Kind.START);
    assertThat(update.sourceVersion()).isEqualTo(4);
    assertThat(update.model().toString()).isEqualTo("fake@w1");
    assertThat(update.features()).containsExactly(10, 20, 30);
    assertThat(update.featuresId()).hasSize(32);
  }

  @Test
  void startsAStreamThatCameBeforeItsSource() throws Exception {
    assertThat(names(tell(Kind.ATTACH, 1, session("a", "s"))))
        .containsExactly("a STOP NO_SOURCE 1");
    assertThat(names(publish(source("s", 1, 10, 20, 30)))).containsExactly("a CHANGE NONE 1");
  }

  @Test
  void encodesAPortraitOnceForAllItsStreams() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 1, session("b", "s"));
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(1);
    assertThat(names(publish(source("s", 2, 11, 20, 30))))
        .containsExactlyInAnyOrder("a CHANGE NONE 1", "b CHANGE NONE 1");
    assertThat(models.loaded("fake").encodedPortraits()).isEqualTo(2);
    assertThat(publish(source("s", 2, 11, 20, 30))).as("the same again").isEmpty();
  }

  @Test
  void encodesForEachModelThatASessionAsksFor() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    Session other = session("b", "s", "other", MotionMode.ABSOLUTE, DeliveryMode.LIVE);
    assertThat(tell(Kind.ATTACH, 1, other).get(0).model().preset()).isEqualTo("other");
  }

  @Test
  void stopsAllStreamsOfAWithdrawnSourceAndForgetsIt() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    tell(Kind.ATTACH, 7, session("b", "s"));
    assertThat(names(publish(Source.withdrawn("s"))))
        .containsExactlyInAnyOrder("a STOP WITHDRAWN 1", "b STOP WITHDRAWN 7");
    assertThat(names(tell(Kind.ATTACH, 8, session("c", "s"))))
        .containsExactly("c STOP NO_SOURCE 8");
    assertThat(names(publish(source("s", 2, 10, 20, 30)))).hasSize(3);
  }

  @Test
  void stopsAStreamThatIsOnItsWayToAnotherSourceWhenTheOldOneIsWithdrawn() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    assertThat(tell(Kind.LEAVE, 2, session("a", "s"))).isEmpty();
    assertThat(publish(source("s", 2, 11, 20, 30))).as("news for a stream that left").isEmpty();
    harness.setProcessingTime(NOW + 600_000);
    assertThat(names(publish(Source.withdrawn("s")))).containsExactly("a STOP WITHDRAWN 1");
    harness.setProcessingTime(NOW + SourceStreams.LEFT_STREAM_MILLIS);
    assertThat(harness.numKeyedStateEntries()).as("of a stream that left long ago").isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    publish(source("s", 3, 10, 20, 30));
    assertThat(publish(Source.withdrawn("s"))).as("a stream that left long ago").isEmpty();
  }

  @Test
  void keepsOneTimerForStreamsThatLeaveWithinTenSeconds() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    for (int stream = 0; stream < 100; stream++) {
      harness.setProcessingTime(NOW + 1 + stream * 99);
      tell(Kind.ATTACH, 1, session("a" + stream, "s"));
      tell(Kind.LEAVE, 2, session("a" + stream, "s"));
    }
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
  }

  @Test
  void endsASessionAtItsTombstone() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    assertThat(names(tell(Kind.DETACH, 2, Session.stopped("a"))))
        .containsExactly("a STOP SESSION_ENDED 2");
    assertThat(publish(source("s", 2, 11, 20, 30))).isEmpty();
  }

  @Test
  void refusesASourceWithoutConsent() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    tell(Kind.ATTACH, 1, session("a", "s"));
    assertThat(names(publish(withConsent(source("s", 2, 10, 20, 30), null))))
        .containsExactly("a STOP NO_CONSENT 1");
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.NO_CONSENT);
    assertThat(names(tell(Kind.ATTACH, 2, session("b", "s"))))
        .containsExactly("b STOP NO_CONSENT 2");
  }

  @Test
  void refusesAConsentThatHasExpiredAlready() throws Exception {
    Consent expired = new Consent("A. Person", "all", NOW, "file 7");
    assertThat(publish(withConsent(source("s", 1, 1, 2, 3), expired))).isEmpty();
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.NO_CONSENT);
  }

  @Test
  void stopsStreamsWhenTheConsentExpires() throws Exception {
    Consent short_ = new Consent("A. Person", "all", NOW + 5000, "file 7");
    publish(withConsent(source("s", 1, 10, 20, 30), short_));
    tell(Kind.ATTACH, 1, session("a", "s"));
    harness.getOutput().clear();
    harness.setProcessingTime(NOW + 4999);
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.setProcessingTime(NOW + 5000);
    assertThat(names(harness.extractOutputValues())).containsExactly("a STOP CONSENT_EXPIRED 1");
    assertThat(names(tell(Kind.ATTACH, 2, session("b", "s"))))
        .containsExactly("b STOP NO_CONSENT 2");
  }

  @Test
  void keepsTheOldPortraitWhenTheNewOneIsBroken() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    ByteString broken = ByteString.copyFromUtf8("not a picture");
    Source next = new Source("s", 2, broken, Crop.CENTRE, Frames.consent(), false);
    assertThat(publish(next)).isEmpty();
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.UNDECODABLE_PICTURE);
    assertThat(tell(Kind.ATTACH, 1, session("a", "s")).get(0).sourceVersion()).isEqualTo(1);
  }

  @Test
  void refusesASessionWithAnUnknownPreset() throws Exception {
    publish(source("s", 1, 10, 20, 30));
    Session unknown = session("a", "s", "nonsense", MotionMode.RELATIVE, DeliveryMode.LIVE);
    assertThat(names(tell(Kind.ATTACH, 1, unknown))).containsExactly("a STOP UNKNOWN_MODEL 1");
    assertThat(deadLetters()).containsExactly(DeadLetter.Reason.UNKNOWN_PRESET);
  }
}
