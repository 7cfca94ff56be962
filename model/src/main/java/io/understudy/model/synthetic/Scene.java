package io.understudy.model.synthetic;

import java.util.Objects;

/** One picture to render: who, in which moment, in which light. */
public record Scene(HeadIdentity identity, HeadState state, Light light) {
  public Scene {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(light, "light");
  }
}
