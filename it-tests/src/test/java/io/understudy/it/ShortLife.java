package io.understudy.it;

/** How JVMs run that live for a minute or two and share few cores. */
final class ShortLife {
  /** Compiles once, not twice, and collects garbage on one thread. */
  static final String OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private ShortLife() {}
}
