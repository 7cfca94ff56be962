package io.understudy.model.training;

/**
 * A map that a network computed for one pair, on the heap. Immutable by contract.
 *
 * @param height rows
 * @param width columns
 * @param values rows top to bottom, one or two numbers for each place
 */
public record PreviewMap(int height, int width, float[] values) {}
