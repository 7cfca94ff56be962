/**
 * The operator {@code reenact}: frames of all streams share calls of the network, on threads of
 * their own, and leave in each stream's order. Holds no state beyond a barrier.
 */
package io.understudy.operators.inference;
