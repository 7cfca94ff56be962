package io.understudy.operators;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the live topology gives.
 *
 * @param frames reenacted frames; a sink with the same parallelism is chained
 * @param deadLetters records that could not be processed
 * @param events what happened to streams
 */
public record LiveStreams(
    DataStream<ReenactedFrame> frames,
    DataStream<DeadLetter> deadLetters,
    DataStream<StreamEvent> events) {}
