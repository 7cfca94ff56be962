package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;

/**
 * The flow and occlusion that compensation refines from scale to scale.
 *
 * @param flow (B, 64, 64, 2) absolute sampling positions, fp32
 * @param occlusion (B, 1, 64, 64) in [0, 1], fp32
 */
record Motion(NDArray flow, NDArray occlusion) {}
