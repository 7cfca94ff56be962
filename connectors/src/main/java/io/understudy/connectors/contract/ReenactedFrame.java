package io.understudy.connectors.contract;

import com.google.protobuf.ByteString;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One reenacted frame, a record of the topic {@code reenacted-frames}; (streamId, epoch, sequence)
 * identifies it.
 *
 * @param payload JPEG, marked as synthetic media
 * @param digitalSourceType the synthetic-media mark, an IPTC digital source type URI
 */
@TypeInfo(ReenactedFrameSerializer.Factory.class)
public record ReenactedFrame(
    String streamId,
    long epoch,
    long sequence,
    long captureEpochMicros,
    long presentationMicros,
    FrameEncoding encoding,
    int widthPixels,
    int heightPixels,
    ByteString payload,
    StageTimings timings,
    String sourceId,
    long sourceVersion,
    String preset,
    String weightsId,
    String digitalSourceType) {}
