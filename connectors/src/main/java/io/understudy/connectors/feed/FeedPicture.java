package io.understudy.connectors.feed;

import io.understudy.connectors.media.RgbImage;

/**
 * One picture of a feed.
 *
 * @param captureEpochMicros when it was captured, µs since 1970
 */
public record FeedPicture(RgbImage image, long captureEpochMicros) {}
