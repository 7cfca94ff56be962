/**
 * Flink's sources and sinks of the topics.
 *
 * <p>A source hands on bytes and cannot fail on one; frames leave at least once unless exactly once
 * is asked for, which delays them by a checkpoint interval.
 */
package io.understudy.connectors.kafka;
