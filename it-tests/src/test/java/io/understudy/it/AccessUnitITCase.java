package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.media.AccessUnitEncoder;
import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Driving frames travel as H.264 access units, each fifth a key picture. */
class AccessUnitITCase {
  private static final int KEY_INTERVAL = 5;

  @Test
  void accessUnitsDriveAStreamAndAfterARestartItGoesOnWithTheNextKeyPicture() throws Exception {
    try (Rig rig = new Rig().start();
        DirectModel model = new DirectModel(rig, 1);
        AccessUnitEncoder encoder = new AccessUnitEncoder(64, 64, 25, KEY_INTERVAL)) {
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait");
      publish(rig, encoder, 0, 12);

      List<ReenactedFrame> frames = rig.awaitFrames(12);

      assertThat(sequences(frames)).isEqualTo(LongStream.range(0, 12).boxed().toList());
      for (ReenactedFrame frame : frames) {
        RgbImage shown = rig.pictures().decode(frame.payload());
        long number = frame.sequence();
        assertThat(apart(shown, model.reenact(rig.pictures().driving(2, number))))
            .as("frame %d is made of its own picture", number)
            .isLessThan(apart(shown, model.reenact(rig.pictures().driving(2, number + 6))));
      }

      rig.restartFromSavepoint();
      publish(rig, encoder, 12, 18);

      assertThat(sequences(rig.awaitFrames(15)).subList(12, 15)).containsExactly(15L, 16L, 17L);
      StreamEvent drop = rig.awaitEvent(e -> e.kind() == StreamEvent.Kind.FRAMES_DROPPED);
      assertThat(drop.detail()).isEqualTo("awaits-key-picture");
      assertThat(drop.count()).isEqualTo(3);
    }
  }

  private static void publish(Rig rig, AccessUnitEncoder encoder, int from, int to)
      throws IOException {
    for (int number = from; number < to; number++) {
      RgbImage picture = rig.pictures().decode(rig.pictures().driving(2, number));
      ByteString unit = ByteString.copyFrom(encoder.encode(picture));
      rig.publish(TestRecords.frame("feed", number, 1_000_000 + number, FrameEncoding.H264, unit));
    }
  }

  private static List<Long> sequences(List<ReenactedFrame> frames) {
    return frames.stream().map(ReenactedFrame::sequence).distinct().toList();
  }

  private static double apart(RgbImage a, RgbImage b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
    }
    return sum / a.rgb().length;
  }
}
