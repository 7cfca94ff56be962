package io.understudy.connectors.contract;

import com.google.protobuf.ByteString;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One frame of a driving feed, a record of the topic {@code driving-frames}.
 *
 * @param streamId key of the record
 * @param epoch run of the feed: grows each time the publisher starts anew
 * @param sequence number of the frame within its epoch, from 0
 * @param captureEpochMicros wall-clock capture time, µs since 1970
 * @param presentationMicros presentation time on the feed's own clock, µs
 * @param timeToLiveMicros age beyond which the gate drops the frame unread, µs; 0 for never
 * @param encoding how {@code payload} is encoded
 * @param widthPixels width, 0 where the encoding tells it
 * @param heightPixels height, 0 where the encoding tells it
 * @param payload the encoded picture, sharing the bytes of the Kafka record
 * @param origin where it was read
 */
@TypeInfo(DrivingFrameSerializer.Factory.class)
public record DrivingFrame(
    String streamId,
    long epoch,
    long sequence,
    long captureEpochMicros,
    long presentationMicros,
    long timeToLiveMicros,
    FrameEncoding encoding,
    int widthPixels,
    int heightPixels,
    ByteString payload,
    Origin origin) {}
