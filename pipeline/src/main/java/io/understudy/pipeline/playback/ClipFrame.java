package io.understudy.pipeline.playback;

import io.understudy.connectors.media.RgbImage;

/**
 * One frame of a clip.
 *
 * @param image its pixels
 * @param presentationMicros when it is shown, µs since the clip's start
 */
public record ClipFrame(RgbImage image, long presentationMicros) {}
