package io.understudy.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class CorpusJudgeTest {
  @Test
  void featuresFromSeveralTasksAreJudgedTogether() throws Exception {
    ClipFeatures[] clips = {
      features(FeatureSet.TRUTH, "", -1), features(FeatureSet.ANSWER, "model", -3),
      features(FeatureSet.TRUTH, "", 1), features(FeatureSet.ANSWER, "model", 3)
    };
    CorpusDistances expected = new CorpusDistances();
    List.of(clips).forEach(expected::add);

    CorpusFigures found = CorpusFigures.ofJson(judge(clips));

    assertThat(found).isEqualTo(expected.figures());
    assertThat(found.rows().get("model")).containsOnlyKeys("FID");
  }

  private static String judge(ClipFeatures... clips) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
    try (CloseableIterator<String> figures =
        environment
            .fromData(clips)
            .rebalance()
            .map(clip -> clip)
            .returns(ClipFeatures.class)
            .global()
            .fullWindowPartition()
            .mapPartition(new CorpusJudge())
            .returns(Types.STRING)
            .setParallelism(1)
            .executeAndCollect()) {
      return figures.next();
    }
  }

  private static ClipFeatures features(FeatureSet set, String row, float value) {
    return new ClipFeatures("FID", set, row, new float[][] {{value, 0}, {value, 1}});
  }
}
