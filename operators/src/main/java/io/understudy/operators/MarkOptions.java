package io.understudy.operators;

import io.understudy.connectors.contract.Session;
import java.io.Serializable;

/**
 * What tells that an output is synthetic.
 *
 * @param unlabelledAllowed whether a session may switch its visible label off
 * @param labelText the visible label of every output
 * @param watermarkKeyFile path, on each machine of the cluster, of the key of the invisible mark;
 *     empty for no mark. A path, so that no job graph holds the key.
 */
public record MarkOptions(boolean unlabelledAllowed, String labelText, String watermarkKeyFile)
    implements Serializable {
  static final MarkOptions DEFAULTS = new MarkOptions(false, "AI generated", "");

  public MarkOptions {
    if (labelText == null || labelText.isBlank()) {
      throw new IllegalArgumentException(
          "labelText is '%s', outputs must be labelled: set a text".formatted(labelText));
    }
  }

  /** Whether that session's frames bear the visible label. */
  public boolean labels(Session session) {
    return session.label() || !unlabelledAllowed;
  }
}
