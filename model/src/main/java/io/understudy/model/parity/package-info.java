/**
 * Compares this build's networks with reference figures of the official code, array by array: users
 * check a platform with it.
 *
 * <p>Entry point: {@link io.understudy.model.parity.ParityRun}.
 */
package io.understudy.model.parity;
