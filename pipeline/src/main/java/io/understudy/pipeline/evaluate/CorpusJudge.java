package io.understudy.pipeline.evaluate;

import org.apache.flink.api.common.functions.MapPartitionFunction;
import org.apache.flink.util.Collector;

/** Judges the corpus when all clips are through; one subtask must get the features of all. */
final class CorpusJudge implements MapPartitionFunction<ClipFeatures, String> {
  private static final long serialVersionUID = 1;

  @Override
  public void mapPartition(Iterable<ClipFeatures> clips, Collector<String> out) {
    CorpusDistances distances = new CorpusDistances();
    clips.forEach(distances::add);
    out.collect(distances.figures().toJson());
  }
}
