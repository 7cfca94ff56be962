package io.understudy.benchmarks.simulation;

import io.understudy.benchmarks.job.StreamFigures;
import io.understudy.pipeline.local.CompletedCheckpoint;
import java.util.List;

/**
 * What a simulation measured.
 *
 * @param startSeconds from the first portrait published until every stream had started
 * @param load the measured load
 * @param streamsPerTask streams of each task
 * @param framesPerTask frames that came out of each task under the measured load
 * @param checkpoints those that began under the measured load
 * @param driving driving frames under the measured load
 * @param reenacted reenacted frames under the measured load
 * @param recovery from the failure of a task
 */
public record SimulationFigures(
    double startSeconds,
    StreamFigures load,
    Spread streamsPerTask,
    Spread framesPerTask,
    List<CompletedCheckpoint> checkpoints,
    TopicTraffic driving,
    TopicTraffic reenacted,
    Recovery recovery) {}
