/**
 * Frozen networks that tell pictures apart as eyes do, for losses and figures; every figure made
 * with one carries its name.
 *
 * <p>Entry point: {@link io.understudy.model.perceptual.PerceptualFile}.
 */
package io.understudy.model.perceptual;
