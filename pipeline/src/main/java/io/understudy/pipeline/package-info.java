/**
 * The live job between the topics of a broker ({@link io.understudy.pipeline.LiveJob}), and the
 * weights that it is deployed with.
 */
package io.understudy.pipeline;
