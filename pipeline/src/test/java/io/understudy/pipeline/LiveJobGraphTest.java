package io.understudy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** What the job promises about its graph; none of it needs a cluster. */
class LiveJobGraphTest {
  @Test
  void givesEveryOperatorAnIdOfItsOwn() {
    Collection<StreamNode> nodes = graph("kafka.delivery=exactly-once").getStreamNodes();

    assertThat(nodes).extracting(StreamNode::getTransformationUID).doesNotContainNull();
    assertThat(nodes).extracting(StreamNode::getTransformationUID).doesNotHaveDuplicates();
  }

  @Test
  void fixesMaximumParallelismAndSendsRecordsAtOnce() {
    StreamGraph graph = graph("runtime.parallelism=3", "checkpoint.interval=2s");

    assertThat(graph.getStreamNodes()).extracting(StreamNode::getParallelism).containsOnly(3);
    assertThat(graph.getStreamNodes()).extracting(StreamNode::getMaxParallelism).containsOnly(128);
    assertThat(graph.getStreamNodes()).extracting(StreamNode::getBufferTimeout).containsOnly(0L);
    assertThat(graph.getCheckpointConfig().getCheckpointInterval()).isEqualTo(2000);
    assertThat(graph.getExecutionConfig().isObjectReuseEnabled()).isTrue();
  }

  @Test
  void chainsEverythingBehindTheDrivingFramesShuffle() {
    Map<String, JobVertex> vertices = new TreeMap<>();
    StreamSupport.stream(graph().getJobGraph().getVertices().spliterator(), false)
        .forEach(vertex -> vertices.put(vertex.getName(), vertex));

    assertThat(vertices.keySet())
        .anyMatch(
            name ->
                name.contains("stream-session")
                    && name.contains("reenact")
                    && name.contains("write-reenacted-frames"))
        .anyMatch(name -> name.contains("read-driving-frames") && name.contains("deadline-gate"));
  }

  @Test
  void refusesArgumentsThatItDoesNotKnow() {
    assertThatThrownBy(() -> LiveJob.main(new String[] {"--preset", "fomm"}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--config FILE and --set KEY=VALUE, got '--preset'");
    assertThatThrownBy(() -> LiveJob.main(new String[] {"--set"}))
        .isInstanceOf(BadInputException.class);
  }

  private static StreamGraph graph(String... assignments) {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    new LiveJob(UnderstudyConfiguration.read(null, List.of(assignments))).define(environment);
    return environment.getStreamGraph();
  }
}
