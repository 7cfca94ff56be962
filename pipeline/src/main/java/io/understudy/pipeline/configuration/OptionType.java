package io.understudy.pipeline.configuration;

import io.understudy.pipeline.BadInputException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an option's text is read.
 *
 * @param rule which values are taken, completes "must be ..."
 * @param parser reads the text; throws {@link IllegalArgumentException} where it breaks the rule
 */
public record OptionType<T>(String rule, Function<String, T> parser) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,9})\\s*(B|KiB|MiB|GiB)");

  /** Reads {@code text} as the value of {@code key}. */
  T read(String key, String text) {
    try {
      return parser.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "%s must be %s, got '%s'; correct it in the configuration file or with --set %s=VALUE"
              .formatted(key, rule, text, key));
    }
  }

  /** Any text, also none. */
  static OptionType<String> text() {
    return new OptionType<>("text", text -> text);
  }

  /** Text that matches {@code pattern}, which {@code rule} says in words. */
  static OptionType<String> text(String pattern, String rule) {
    Pattern compiled = Pattern.compile(pattern);
    return new OptionType<>(rule, text -> check(text, compiled.matcher(text).matches()));
  }

  /** A whole number within the bounds, both included. */
  static OptionType<Integer> integer(int min, int max) {
    return new OptionType<>(
        "a whole number within %d..%d".formatted(min, max),
        text -> {
          int value = Integer.parseInt(text);
          return check(value, value >= min && value <= max);
        });
  }

  /** A length of time with its unit within the bounds, both included. */
  static OptionType<Duration> duration(Duration min, Duration max) {
    return new OptionType<>(
        "a time within %d ms..%d s with its unit (ms, s, min, h)"
            .formatted(min.toMillis(), max.toSeconds()),
        text -> {
          Duration value = parseDuration(text);
          return check(value, value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
        });
  }

  /** A number of bytes with its unit within the bounds, both included. */
  static OptionType<Long> bytes(long min, long max) {
    return new OptionType<>(
        "a size within %d..%d bytes with its unit (B, KiB, MiB, GiB)".formatted(min, max),
        text -> {
          long value = parseBytes(text);
          return check(value, value >= min && value <= max);
        });
  }

  /** {@code true} or {@code false}. */
  static OptionType<Boolean> flag() {
    return new OptionType<>(
        "true or false",
        text -> check(text.equals("true"), text.equals("true") || text.equals("false")));
  }

  /** The lower-case, hyphenated name of one of an enum's constants. */
  static <E extends Enum<E>> OptionType<E> choice(Class<E> type) {
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(OptionType::nameOf)
            .collect(Collectors.joining(", "));
    return new OptionType<>(
        "one of " + names,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> nameOf(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
  }

  private static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "min" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static long parseBytes(String text) {
    Matcher matcher = BYTES.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "B" -> amount;
      case "KiB" -> amount << 10;
      case "MiB" -> amount << 20;
      default -> amount << 30;
    };
  }

  private static <V> V check(V value, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }
}
