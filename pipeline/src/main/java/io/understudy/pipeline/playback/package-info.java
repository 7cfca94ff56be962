/**
 * Clips and portraits into the topics, and their frames back out, from outside of the job. Knows
 * the broker, not the cluster.
 */
package io.understudy.pipeline.playback;
