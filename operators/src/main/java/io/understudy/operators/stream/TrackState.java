package io.understudy.operators.stream;

import io.understudy.connectors.contract.Session;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What a snapshot keeps of a running stream, besides its features.
 *
 * @param revision of the session, see {@link io.understudy.operators.source.SessionCommand}
 * @param sourceVersion version of the source in use
 * @param features which features are in use
 * @param last the last frame that passed
 * @param motion what its frames have advanced so far
 */
@TypeInfo(TrackStateSerializer.Factory.class)
record TrackState(
    Session session,
    long revision,
    long sourceVersion,
    FeatureKey features,
    FramePosition last,
    StreamMotion.State motion) {}
