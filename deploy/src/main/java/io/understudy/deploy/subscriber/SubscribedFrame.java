package io.understudy.deploy.subscriber;

import io.understudy.v1.ReenactedFrame;

/**
 * A reenacted frame with the stream that it belongs to.
 *
 * @param streamId key of its record
 * @param frame value of its record
 */
public record SubscribedFrame(String streamId, ReenactedFrame frame) {}
