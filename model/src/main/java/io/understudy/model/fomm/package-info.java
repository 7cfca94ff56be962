/**
 * The first-order motion model (NETWORKS section 1). Its keypoint detector and dense motion move
 * other networks too. Threads as {@link io.understudy.model.network.Network} says.
 *
 * <p>Entry point: {@link io.understudy.model.fomm.FommNetwork}.
 */
package io.understudy.model.fomm;
