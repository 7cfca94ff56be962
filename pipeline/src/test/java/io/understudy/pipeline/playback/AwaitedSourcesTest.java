package io.understudy.pipeline.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.pipeline.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitedSourcesTest {
  private final AwaitedSources sources = new AwaitedSources(session());

  private static Session session() {
    return new Session(
            "feed",
            "anna",
            "",
            "",
            MotionMode.RELATIVE,
            DeliveryMode.LIVE,
            0,
            Crop.CENTRE,
            0,
            true,
            true,
            false)
        .steadied(null, 0, FaceTracking.DEFAULT)
        .withOtherFaces(List.of(new OtherFace("ben", FaceTracking.DEFAULT)));
  }

  private static StreamEvent event(String streamId, Kind kind, String sourceId) {
    return new StreamEvent(streamId, kind, sourceId, 1, "why", 0);
  }

  @Test
  void everyFaceOfTheSessionIsWaitedFor() {
    assertThat(sources.waiting()).containsExactlyInAnyOrder("anna", "ben");
    sources.take(event("feed", Kind.STARTED, "ben"));
    assertThat(sources.waiting()).containsExactly("anna");
    sources.take(event("feed", Kind.SOURCE_CHANGED, "anna"));
    assertThat(sources.waiting()).isEmpty();
  }

  @Test
  void whatHappensToOtherStreamsAndWhatIsNoStartDoesNotCount() {
    sources.take(event("other", Kind.STARTED, "anna"));
    sources.take(event("other", Kind.REFUSED, "anna"));
    sources.take(event("feed", Kind.FRAMES_DROPPED, "anna"));
    sources.take(event("feed", Kind.WEIGHTS_SWAPPED, "anna"));
    sources.take(event("feed", Kind.STOPPED, "carla"));
    assertThat(sources.waiting()).hasSize(2);
  }

  @Test
  void aRefusedSourceIsOneSentence() {
    assertThatThrownBy(() -> sources.take(event("feed", Kind.REFUSED, "ben")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "the job refused source ben of stream feed (why): correct that and publish it again");
  }

  @Test
  void theEndOfTheSourceBeforeIsNoRefusal() {
    sources.take(event("feed", Kind.WITHDRAWN, "carla"));
    assertThat(sources.waiting()).hasSize(2);
  }
}
