package io.understudy.benchmarks.job;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a run of many frames gave.
 *
 * @param frames all frames, those of the warm-up and of the end included
 * @param framesPerSecond between the first 50 frames and those of the last batches in flight
 * @param processorMillis processor time of the process meanwhile, ms a frame, by part; empty where
 *     the system does not tell
 * @param warmMebibytes resident memory of the process after 50 frames, where the system tells
 * @param finalMebibytes resident memory after all of them
 */
public record Throughput(
    long frames,
    double framesPerSecond,
    Map<ProcessPart, Double> processorMillis,
    OptionalDouble warmMebibytes,
    OptionalDouble finalMebibytes) {
  public Throughput {
    processorMillis = Map.copyOf(processorMillis);
  }
}
