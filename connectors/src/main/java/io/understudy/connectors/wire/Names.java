package io.understudy.connectors.wire;

import java.util.Arrays;

/** Constants that travel by name, so that old readers can show what they do not know. */
final class Names {
  private Names() {}

  static <E extends Enum<E>> E of(Class<E> type, String what, String name)
      throws MalformedRecordException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new MalformedRecordException(
        "%s is '%s', this build knows %s"
            .formatted(what, name, Arrays.toString(type.getEnumConstants())));
  }
}
