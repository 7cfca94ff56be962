/**
 * The Flink operators of the live job.
 *
 * <p>Entry point: {@link io.understudy.operators.LiveTopology}. Order per stream, batching across
 * streams, and what a snapshot holds are told in {@link
 * io.understudy.operators.inference.ReenactOperator} and {@link
 * io.understudy.operators.stream.StreamSessionOperator}.
 */
package io.understudy.operators;
