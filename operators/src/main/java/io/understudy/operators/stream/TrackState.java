package io.understudy.operators.stream;

import io.understudy.connectors.contract.Session;
import io.understudy.model.Keypoints;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What a snapshot keeps of a running stream, besides its features.
 *
 * @param revision of the session, see {@link io.understudy.operators.source.SessionCommand}
 * @param sourceVersion version of the source in use
 * @param features which features are in use
 * @param last the last frame that passed
 * @param baseline keypoints that relative motion is measured from, null before the first frame
 */
@TypeInfo(TrackStateSerializer.Factory.class)
record TrackState(
    Session session,
    long revision,
    long sourceVersion,
    FeatureKey features,
    FramePosition last,
    Keypoints baseline) {}
