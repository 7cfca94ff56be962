package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleUpToTheLongestAndStartAgainAfterSuccess() {
    Backoff backoff = new Backoff(500, 3000);
    assertThat(List.of(backoff.nextMillis(), backoff.nextMillis(), backoff.nextMillis()))
        .containsExactly(500L, 1000L, 2000L);
    assertThat(backoff.nextMillis()).isEqualTo(3000);
    assertThat(backoff.nextMillis()).isEqualTo(3000);
    backoff.reset();
    assertThat(backoff.nextMillis()).isEqualTo(500);
    assertThatThrownBy(() -> new Backoff(0, 1)).hasMessageContaining("at least 1 ms");
  }

  @Test
  void aFeedThatNeverComesIsGivenUpWhenItsTimeIsOver() throws InterruptedException {
    List<Long> pauses = new ArrayList<>();
    SteadyFeed<String> feed =
        new SteadyFeed<>(
            () -> {
              throw new IOException("nobody there");
            },
            new Backoff(10, 1000),
            pauses::add,
            lost -> assertThat(lost).hasMessage("nobody there"));

    assertThat(feed.next(() -> pauses.size() == 3)).isEmpty();
    assertThat(pauses).containsExactly(10L, 20L, 40L);
  }

  @Test
  void aFeedWaitsLongerAfterEachFailureAndStopsWhenTold() throws InterruptedException {
    List<Long> pauses = new ArrayList<>();
    Queue<Integer> failures = new ArrayDeque<>(List.of(1, 2, 3));
    SteadyFeed<String> feed =
        new SteadyFeed<>(
            () -> {
              if (failures.poll() != null) {
                throw new IOException("nobody there");
              }
              return new OneItem();
            },
            new Backoff(10, 1000),
            pauses::add,
            lost -> assertThat(lost).hasMessageMatching("nobody there|the sender ended the feed"));

    assertThat(feed.next()).contains("item");
    assertThat(feed.next()).contains("item");
    assertThat(pauses).containsExactly(10L, 20L, 40L, 10L);
    assertThat(feed.connections()).isEqualTo(2);
    feed.stop();
    assertThat(feed.next()).isEmpty();
  }

  private static final class OneItem implements Feed<String> {
    private boolean given;

    @Override
    public Optional<String> next() {
      boolean first = !given;
      given = true;
      return first ? Optional.of("item") : Optional.empty();
    }

    @Override
    public void close() {
      given = true;
    }
  }
}
