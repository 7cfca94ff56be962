/**
 * Weights: host tensors by name, their file format, the importer of published checkpoints, and the
 * check that they fit a network.
 *
 * <p>Entry points: {@link io.understudy.model.weights.WeightsFile}, {@link
 * io.understudy.model.weights.CheckpointImport}, {@link io.understudy.model.weights.WeightsCheck}.
 */
package io.understudy.model.weights;
