package io.understudy.connectors.contract;

/**
 * What one frame spent where, in µs of wall-clock time.
 *
 * @param queueMicros arrival at the reenact operator until its batch started
 * @param decodeMicros decoding the driving picture
 * @param inferenceMicros the batch's model call
 * @param encodeMicros label, encoding and marking of the output
 * @param captureToOutputMicros capture time until the result left the operator
 * @param batchFrames frames in the batch
 */
public record StageTimings(
    long queueMicros,
    long decodeMicros,
    long inferenceMicros,
    long encodeMicros,
    long captureToOutputMicros,
    int batchFrames) {}
