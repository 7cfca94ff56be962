/**
 * Evaluation: the papers' protocols over a folder of clips or over rendered heads, as a Flink job
 * that takes clips in parallel.
 */
package io.understudy.pipeline.evaluate;
