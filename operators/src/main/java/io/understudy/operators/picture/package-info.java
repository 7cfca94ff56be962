/**
 * Driving frames and portraits as the network takes them, and outputs as topics do: crop, face,
 * size, label. Stateless.
 */
package io.understudy.operators.picture;
