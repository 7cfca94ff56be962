package io.understudy.operators.source;

import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.testing.Frames;
import io.understudy.operators.testing.StoredBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SourceSerializersTest {
  @Test
  void readsSubscribersOfTheFirstVersion() throws IOException {
    StoredBytes.check(
        "Subscriber-v1",
        new SubscriberSerializer(),
        new Subscriber(Frames.session("stream", "source"), 77, 1234));
  }

  @Test
  void readsEncodedSourcesOfTheFirstVersion() throws IOException {
    StoredBytes.check(
        "EncodedSource-v1",
        new EncodedSourceSerializer(),
        new EncodedSource(new ModelKey("fomm-256", "ab12"), "ab12", "cafe", new byte[] {1, -2, 3}));
  }

  @Test
  void readsEncodedSourcesOfTheSecondVersion() throws IOException {
    StoredBytes.check(
        "EncodedSource-v2",
        new EncodedSourceSerializer(),
        new EncodedSource(
            new ModelKey("fomm-256", "ab12"),
            "ab12 at 512 in exact, format 1",
            "cafe",
            new byte[] {1, -2, 3}));
  }

  @Test
  void readsSessionCommandsOfTheFirstVersion() throws IOException {
    StoredBytes.check(
        "SessionCommand-v1",
        new SessionCommandSerializer(),
        new SessionCommand(
            "source", SessionCommand.Kind.LEAVE, 77, Frames.complete("stream", "source")));
  }

  @Test
  void readsSessionUpdatesOfTheFirstVersion() throws IOException {
    StoredBytes.check(
        "SessionUpdate-v1",
        new SessionUpdateSerializer(),
        Frames.start(Frames.session("stream", "source"), 77, 1, 2, 3));
    StoredBytes.check(
        "SessionUpdate-stop-v1",
        new SessionUpdateSerializer(),
        SessionUpdate.stop(Frames.session("stream", "source"), 78, StopReason.WITHDRAWN));
  }
}
