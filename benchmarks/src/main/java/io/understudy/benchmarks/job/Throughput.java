package io.understudy.benchmarks.job;

import java.util.OptionalDouble;

/**
 * What a run of many frames gave.
 *
 * @param frames all frames, those of the warm-up included
 * @param framesPerSecond after the warm-up of the first 50
 * @param warmMebibytes resident memory of the process after 50 frames, where the system tells
 * @param finalMebibytes resident memory after all of them
 */
public record Throughput(
    long frames,
    double framesPerSecond,
    OptionalDouble warmMebibytes,
    OptionalDouble finalMebibytes) {}
