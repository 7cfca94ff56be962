package io.understudy.pipeline.evaluate;

/**
 * Features of one set of a clip's pictures, for distances over the whole corpus.
 *
 * @param label of the distance to the truth
 * @param row whose answers they are, a model or a baseline; empty for other sets, which are the
 *     same in every row
 * @param vectors one for each judged frame
 */
public record ClipFeatures(String label, FeatureSet set, String row, float[][] vectors) {}
