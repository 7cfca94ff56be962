/**
 * The operators before the network: {@code deadline-gate} and {@code stream-session}, keyed by
 * stream, which knows what portrait, motion and model a stream has now and leases features for each
 * frame. What a frame touches in state is tiny; features are read only where the device does not
 * hold them.
 */
package io.understudy.operators.stream;
