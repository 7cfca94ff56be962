/**
 * The networks and everything that computes. Knows neither Flink nor Kafka.
 *
 * <p>Entry point: {@link io.understudy.model.Reenactor}.
 */
package io.understudy.model;
