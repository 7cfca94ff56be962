/**
 * What engine, training and explanations know of a network, whichever it is, and what networks hand
 * each other: keypoints, maps of a source, its motion. Threads as {@link
 * io.understudy.model.network.Network} says.
 *
 * <p>Entry point: {@link io.understudy.model.network.Network}.
 */
package io.understudy.model.network;
