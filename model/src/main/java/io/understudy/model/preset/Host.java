package io.understudy.model.preset;

import java.util.Optional;

/** A network that MCNet's facial memory and OSTNet's scale transformation plug into. Immutable. */
public sealed interface Host extends ModelConfiguration
    permits DaganConfiguration, FommConfiguration, McnetConfiguration, TpsmConfiguration {
  /** The memory that is plugged in. */
  @Override
  Optional<MemoryConfiguration> memory();

  /** The scale transformation that is plugged in. */
  Optional<ScaleConfiguration> scale();

  @Override
  default Optional<ScaleConfiguration> scaleTransformation() {
    return scale();
  }

  /** The same network with these parts and no others. */
  ModelConfiguration with(Optional<MemoryConfiguration> memory, Optional<ScaleConfiguration> scale);
}
