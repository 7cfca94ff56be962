package io.understudy.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.operators.testing.FakeModels;
import io.understudy.operators.testing.Frames;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class LiveTopologyTest {
  private static final Set<String> OPERATORS =
      Set.of(
          "parse-sources",
          "parse-sessions",
          "session-faces",
          "parse-models",
          "announcement-check",
          "session-router",
          "source-features",
          "deadline-gate",
          "stream-session",
          "reenact",
          "dead-letters");

  private static StreamGraph graph() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    LiveTopology topology = new LiveTopology(Frames.options(), new FakeModels("graph"));
    topology.configure(environment);
    environment.setParallelism(2);
    LiveStreams streams =
        topology.wire(
            records(environment, "sources"),
            records(environment, "sessions"),
            records(environment, "models"),
            records(environment, "driving-frames"));
    streams.frames().sinkTo(new DiscardingSink<>()).name("frames").uid("frames");
    streams.deadLetters().sinkTo(new DiscardingSink<>()).name("letters").uid("letters");
    streams.events().sinkTo(new DiscardingSink<>()).name("events").uid("events");
    return environment.getStreamGraph(false);
  }

  private static DataStream<KafkaRecord> records(
      StreamExecutionEnvironment environment, String topic) {
    return environment
        .fromData(new KafkaRecord(Origin.NONE, 0, new byte[0], new byte[0]))
        .uid(topic)
        .name(topic);
  }

  @Test
  void everyOperatorHasAUidANameAndTheFixedMaximumParallelism() {
    List<StreamNode> nodes = List.copyOf(graph().getStreamNodes());
    assertThat(nodes).extracting(StreamNode::getTransformationUID).doesNotContainNull();
    assertThat(nodes).extracting(StreamNode::getTransformationUID).containsAll(OPERATORS);
    assertThat(nodes)
        .filteredOn(node -> OPERATORS.contains(node.getTransformationUID()))
        .hasSize(OPERATORS.size())
        .allSatisfy(
            node -> {
              assertThat(node.getOperatorName()).isEqualTo(node.getTransformationUID());
              assertThat(node.getMaxParallelism()).isEqualTo(Frames.options().maxParallelism());
            });
  }

  @Test
  void everythingBehindTheOneShuffleOfTheFramesIsChained() {
    Set<String> chains = new HashSet<>();
    for (JobVertex vertex : graph().getJobGraph().getVertices()) {
      chains.add(vertex.getName());
    }
    assertThat(chains)
        .anyMatch(name -> name.matches("stream-session -> reenact -> .*frames.*"))
        .filteredOn(name -> name.contains("reenact"))
        .hasSize(1);
    assertThat(chains.stream().filter(name -> name.contains("session-router")).toList()).hasSize(1);
  }

  @Test
  void noOperatorNeedsAGenericType() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    new LiveTopology(Frames.options(), new FakeModels("graph")).configure(environment);
    assertThat(environment.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(environment.getConfig().isObjectReuseEnabled()).isTrue();
    assertThat(environment.getBufferTimeout()).isZero();
    assertThat(
            graph().getStreamNodes().stream()
                .map(StreamNode::getTypeSerializerOut)
                .filter(Objects::nonNull)
                .map(serializer -> serializer.getClass().getSimpleName())
                .collect(Collectors.toSet()))
        .contains("SessionUpdateSerializer", "FrameTaskSerializer")
        .noneMatch(name -> name.contains("Kryo"));
  }
}
