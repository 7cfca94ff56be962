package io.understudy.pipeline.configuration;

/** What a failure may do to the topic {@code reenacted-frames}. */
public enum DeliveryGuarantee {
  /** No frame is lost; some may appear twice, with the same stream, epoch and sequence. */
  AT_LEAST_ONCE,
  /** No frame is lost or repeated; frames appear one checkpoint interval later. */
  EXACTLY_ONCE
}
