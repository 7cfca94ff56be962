package io.understudy.operators.source;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Source;

/** Whether a source may be used, and what is kept of it. Pure. */
final class SourceStanding {
  private SourceStanding() {}

  /** Whether a source is known, not refused and has a valid consent; null is an unknown one. */
  static boolean isUsable(Source source, long epochMillis) {
    return source != null && hasPortrait(source) && hasConsent(source, epochMillis);
  }

  static boolean hasConsent(Source source, long epochMillis) {
    return source.consent() != null && source.consent().validAt(epochMillis);
  }

  /** Whether a portrait is kept; none is of a source that was refused. */
  static boolean hasPortrait(Source source) {
    return !source.portrait().isEmpty();
  }

  /** What is kept of a source that must not be used: enough to tell it from an unknown one. */
  static Source withoutPortrait(Source source) {
    return new Source(
        source.sourceId(),
        source.version(),
        ByteString.EMPTY,
        source.crop(),
        source.consent(),
        false);
  }

  /** The source as it was, under the consent of {@code next}. */
  static Source withConsentOf(Source source, Source next) {
    return new Source(
        source.sourceId(),
        source.version(),
        source.portrait(),
        source.crop(),
        next.consent(),
        false);
  }
}
