package io.understudy.operators.source;

import static io.understudy.operators.testing.Frames.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.testing.Frames;
import org.junit.jupiter.api.Test;

class WantedModelsTest {
  private static final ModelKey DEPLOYED = new ModelKey("fake", "");

  private final WantedModels wanted = new WantedModels(Frames.options().sessionDefaults());

  private static Subscriber stream(String id) {
    return new Subscriber(session(id, "s"), 1, 0);
  }

  @Test
  void wantsAModelUntilItsLastStreamIsRemoved() {
    assertThat(wanted.contains(DEPLOYED)).isFalse();
    wanted.add(stream("a"));
    wanted.add(stream("b"));
    wanted.remove(stream("a"));
    assertThat(wanted.contains(DEPLOYED)).isTrue();
    wanted.remove(stream("b"));
    assertThat(wanted.contains(DEPLOYED)).isFalse();
  }

  @Test
  void countsNoStreamThatHasLeftItsSource() {
    wanted.add(stream("a").leavingAt(5));
    assertThat(wanted.contains(DEPLOYED)).isFalse();
    wanted.add(stream("b"));
    wanted.remove(stream("a").leavingAt(5));
    wanted.remove(null);
    assertThat(wanted.contains(DEPLOYED)).isTrue();
  }
}
