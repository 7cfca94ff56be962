package io.understudy.model.kernel;

import java.util.Locale;

/** The precision policy, chosen once at load (ARCHITECTURE.md, precision). */
public enum Precision {
  /** fp32 throughout: tests and parity. */
  EXACT,
  /** bf16 maps in channels-last order, batch norm folded, pre-packed fused convolutions. */
  FAST;

  /** The policy with that name, in any case. */
  public static Precision of(String name) {
    for (Precision precision : values()) {
      if (precision.name().equalsIgnoreCase(name)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "precision '%s' is unknown; use 'exact' or 'fast'".formatted(name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
