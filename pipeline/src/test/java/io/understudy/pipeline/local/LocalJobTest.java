package io.understudy.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class LocalJobTest {
  private static final CountDownLatch MAY_OPEN = new CountDownLatch(1);

  /** Also while it is being set up, when it tells of no tasks yet. */
  @Test
  void aJobRunsOnceAllOfItsTasksDo() {
    try (LocalCluster cluster = LocalCluster.start(1, Map.of())) {
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      environment
          .setParallelism(1)
          .fromSequence(1, Long.MAX_VALUE)
          .map(new OpensWhenAllowed())
          .sinkTo(new DiscardingSink<>());
      try (LocalJob job = cluster.submit(environment)) {
        for (int i = 0; i < 100; i++) {
          assertThat(job.runningSinceEpochMillis()).isEmpty();
        }
        MAY_OPEN.countDown();
        job.awaitRunning(Duration.ofMinutes(1));
        assertThat(job.runningSinceEpochMillis()).isPresent();
      }
    }
  }

  private static final class OpensWhenAllowed extends RichMapFunction<Long, Long> {
    @Override
    public void open(OpenContext context) throws InterruptedException {
      MAY_OPEN.await();
    }

    @Override
    public Long map(Long value) {
      return value;
    }
  }
}
