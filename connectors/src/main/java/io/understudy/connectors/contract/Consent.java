package io.understudy.connectors.contract;

/**
 * The permission to animate a portrait.
 *
 * @param subject who is shown
 * @param scope what it permits, free text
 * @param expiresEpochMillis end of validity, ms since 1970; 0 for none
 * @param reference where the signed consent is filed
 */
public record Consent(String subject, String scope, long expiresEpochMillis, String reference) {
  /** Whether the record names a subject and a reference and has not expired. */
  public boolean validAt(long epochMillis) {
    return !subject.isBlank()
        && !reference.isBlank()
        && (expiresEpochMillis == 0 || epochMillis < expiresEpochMillis);
  }
}
