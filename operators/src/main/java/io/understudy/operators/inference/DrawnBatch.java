package io.understudy.operators.inference;

import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import java.util.Map;

/**
 * What the models drew for a batch.
 *
 * @param reenactor the model of its frames; borrowed
 * @param faces a result for each face that drives
 * @param modelMicros what its model calls took
 * @param frames how many frames it has
 */
record DrawnBatch(
    Reenactor reenactor,
    Map<DrivingFace, ModelCall.Result<Picture>> faces,
    long modelMicros,
    int frames) {}
