package io.understudy.pipeline.local;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.ClipReenactment;
import io.understudy.pipeline.playback.ClipReenactment.FrameResult;
import io.understudy.pipeline.playback.DrivingClip;
import io.understudy.pipeline.playback.RunSummary;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Animates portraits with one clip on a {@link LocalEngine}, nothing dropped.
 *
 * @param sources the portraits that the session names
 * @param session the clip's session; a complete one
 */
public record LocalReenactment(List<Source> sources, Session session) {
  /** The stream of the clip. */
  public static final String STREAM = "clip";

  /** The source that a session animates where it has only one. */
  public static final String SOURCE = "portrait";

  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * What a run took.
   *
   * @param framesIn frames of the clip
   * @param seconds from the first frame in to the last one out
   */
  public record Outcome(long framesIn, double seconds, RunSummary summary) {}

  public LocalReenactment {
    sources = List.copyOf(sources);
  }

  /** One portrait and the centred square of the clip. */
  public static LocalReenactment of(ByteString portrait, Consent consent, MotionMode motion) {
    Session session = Session.of(STREAM, SOURCE, motion, DeliveryMode.COMPLETE);
    return new LocalReenactment(List.of(source(SOURCE, portrait, consent)), session);
  }

  /** A portrait of which the centred square is animated. */
  public static Source source(String sourceId, ByteString portrait, Consent consent) {
    return new Source(sourceId, 1, portrait, Crop.CENTRE, consent, false);
  }

  /**
   * Runs the clip to its end on the caller's thread.
   *
   * @param result takes every frame, in order
   */
  public Outcome run(LocalEngine engine, DrivingClip clip, FrameResult result) {
    try (StreamPublisher publisher = new StreamPublisher(engine.configuration().kafka())) {
      sources.forEach(publisher::publish);
      publisher.publish(session);
    }
    awaitStart(engine);
    RunSummary summary = new RunSummary();
    long start = System.nanoTime();
    long frames =
        new ClipReenactment(engine.configuration(), STREAM, Clock.systemUTC())
            .run(
                clip,
                (driving, reenacted) -> {
                  summary.record(reenacted.timings());
                  result.accept(driving, reenacted);
                },
                engine::failIfEnded);
    if (frames == 0) {
      throw new BadInputException(
          "the driving clip has no frame that can be decoded: at least one is needed; give another file");
    }
    return new Outcome(frames, (System.nanoTime() - start) / 1e9, summary);
  }

  /**
   * The network is loaded and the portraits encoded now: frames need not wait for their session.
   */
  private void awaitStart(LocalEngine engine) {
    UnderstudyConfiguration.Kafka kafka = engine.configuration().kafka();
    try (StreamReader<StreamEvent> events = StreamReader.events(kafka, From.BEGINNING);
        StreamReader<DeadLetter> letters = StreamReader.deadLetters(kafka, From.BEGINNING)) {
      Set<String> waiting = new HashSet<>(sources.stream().map(Source::sourceId).toList());
      while (!waiting.isEmpty()) {
        events.poll(POLL).stream()
            .filter(event -> event.kind() == Kind.STARTED)
            .forEach(event -> waiting.remove(event.sourceId()));
        engine.failIfEnded();
        for (DeadLetter letter : letters.poll(Duration.ZERO)) {
          throw new BadInputException(
              "the portrait was refused (%s): %s".formatted(letter.reason(), letter.message()));
        }
      }
    }
  }
}
