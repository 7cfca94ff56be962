package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.Session;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.StreamPublisher;
import java.net.InetSocketAddress;
import java.time.Clock;

/** The page over the topics of a broker. One thread, which closes it too. */
public final class WatchPage implements AutoCloseable {
  private final StreamBoard board = new StreamBoard(System::nanoTime, Clock.systemUTC());
  private final TopicIntake intake;
  private final StreamPublisher publisher;
  private final Viewer viewer;

  /**
   * Reads the topics and starts serving.
   *
   * @param listen where; port 0 takes any that is free
   * @param token what visitors must have, null for a random one, on loopback for none
   * @throws BadInputException if the port cannot be had
   */
  public WatchPage(UnderstudyConfiguration.Kafka kafka, InetSocketAddress listen, String token) {
    this.intake = new TopicIntake(kafka, board);
    this.publisher = new StreamPublisher(kafka);
    this.viewer = Viewer.open(listen, token, board, this::publish);
  }

  /** One after the other, so that who is told of a failure is who asked for what failed. */
  private synchronized void publish(Session session) {
    publisher.publish(session);
    publisher.flush();
  }

  /** What a user opens in a browser, with the token where one is needed. */
  public String address() {
    return viewer.address();
  }

  /** Shows what has come to the topics meanwhile; to be called again and again. */
  public void update() {
    intake.take();
  }

  @Override
  public void close() {
    board.close();
    viewer.close();
    publisher.close();
    intake.close();
  }
}
