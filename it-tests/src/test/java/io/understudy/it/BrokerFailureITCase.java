package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ReenactedFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BrokerFailureITCase {
  private static final int FRAMES = 40;

  @TempDir Path directory;

  @Test
  void losesNothingWhenTheBrokerIsKilledAndComesBack() {
    try (ChildBroker broker = new ChildBroker(directory);
        Rig rig = new Rig("kafka.bootstrap=" + broker.bootstrapServers()).start()) {
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait");
      rig.publishFrames("feed", 1, 0, FRAMES / 2);
      rig.awaitFrames(FRAMES / 4);

      broker.kill();
      broker.start();
      rig.publishFrames("feed", 1, FRAMES / 2, FRAMES);

      List<ReenactedFrame> frames = rig.awaitFrames(FRAMES);
      assertThat(frames.stream().map(ReenactedFrame::sequence).distinct().toList())
          .isEqualTo(LongStream.range(0, FRAMES).boxed().toList());
    }
  }
}
