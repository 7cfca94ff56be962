/**
 * Synergizing motion and appearance: codebooks that refine the flow and repair warped features
 * (NETWORKS section 3). Threads as {@link io.understudy.model.network.Network} says.
 *
 * <p>Entry point: {@link io.understudy.model.synergize.SynergizeNetwork}.
 */
package io.understudy.model.synergize;
