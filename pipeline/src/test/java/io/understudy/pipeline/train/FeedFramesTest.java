package io.understudy.pipeline.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.media.AccessUnitEncoder;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FeedFramesTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 32;
  private static final TrainingTopic TOPIC =
      new TrainingTopic(UnderstudyConfiguration.defaults().kafka(), "frames");

  private final List<RgbImage> pictures = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private long offset;

  private FeedFrames frames(int count) {
    return new FeedFrames(
        new FeedRun("feed", 7, 0, 0, count - 1, count), pictures::add, leftOut::add);
  }

  private ConsumerRecord<byte[], byte[]> record(
      String stream, long epoch, long sequence, FrameEncoding encoding, byte[] payload) {
    DrivingFrame frame =
        new DrivingFrame(
            stream,
            epoch,
            sequence,
            0,
            0,
            0,
            encoding,
            WIDTH,
            HEIGHT,
            ByteString.copyFrom(payload),
            Origin.NONE);
    return new ConsumerRecord<>(
        "frames", 0, offset++, stream.getBytes(UTF_8), DrivingFrameWire.toBytes(frame));
  }

  private ConsumerRecord<byte[], byte[]> grey(String stream, long epoch, long sequence, int level) {
    return record(stream, epoch, sequence, FrameEncoding.RAW_RGB, picture(level).rgb());
  }

  /** Grey in its centred square, black beside it. */
  private static RgbImage picture(int level) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int row = 0; row < HEIGHT; row++) {
      int start = 3 * (row * WIDTH + (WIDTH - HEIGHT) / 2);
      Arrays.fill(rgb, start, start + 3 * HEIGHT, (byte) level);
    }
    return new RgbImage(WIDTH, HEIGHT, rgb);
  }

  private List<Integer> levels() {
    return pictures.stream().map(image -> image.rgb()[0] & 0xff).toList();
  }

  @Test
  void takesTheCentredSquaresOfItsOwnFeedAloneAndARepeatedFrameOnce() {
    try (FeedFrames frames = frames(4)) {
      frames.take(grey("feed", 7, 0, 10));
      frames.take(grey("other", 7, 1, 20));
      frames.take(grey("feed", 8, 1, 30));
      frames.take(grey("feed", 7, 1, 40));
      frames.take(grey("feed", 7, 1, 50));
      frames.take(new ConsumerRecord<>("frames", 0, offset++, null, new byte[0]));
      frames.take(grey("feed", 7, 2, 60));
      frames.requireAll(TOPIC);
    }

    assertThat(levels()).containsExactly(10, 40, 60);
    assertThat(pictures)
        .allSatisfy(
            image -> {
              assertThat(image.widthPixels()).isEqualTo(HEIGHT);
              assertThat(image.rgb()).hasSize(3 * HEIGHT * HEIGHT).containsOnly(image.rgb()[0]);
            });
    assertThat(leftOut).isEmpty();
  }

  @Test
  void namesAFrameThatCannotBeDecoded() {
    try (FeedFrames frames = frames(2)) {
      frames.take(grey("feed", 7, 0, 10));
      frames.take(record("feed", 7, 1, FrameEncoding.RAW_RGB, new byte[5]));
      frames.requireAll(TOPIC);
    }

    assertThat(levels()).containsExactly(10);
    assertThat(leftOut)
        .containsExactly("record frames-0@1: raw picture of 64x32 pixels needs 6144 bytes, got 5");
  }

  @Test
  void anH264FeedGoesOnWithTheNextKeyPictureBehindAGap() throws IOException {
    try (AccessUnitEncoder encoder = new AccessUnitEncoder(WIDTH, HEIGHT, 25, 3);
        FeedFrames frames = frames(5)) {
      for (int i = 0; i < 6; i++) {
        byte[] unit = encoder.encode(picture(100));
        if (i != 1) {
          frames.take(record("feed", 7, i, FrameEncoding.H264, unit));
        }
      }
      frames.requireAll(TOPIC);
    }

    assertThat(pictures).hasSize(4);
    assertThat(leftOut)
        .containsExactly(
            "record frames-0@1: the H.264 picture before it is missing, it waits for a key picture");
  }

  @Test
  void ofALongFeedEveryNthFrameIsTaken() {
    int count = 2 * StreamClip.MOST_FRAMES + 1;
    try (FeedFrames frames = frames(count)) {
      for (int i = 0; i < count; i++) {
        frames.take(grey("feed", 7, i, i % 251));
      }
      frames.requireAll(TOPIC);
    }

    assertThat(levels())
        .hasSizeLessThanOrEqualTo(StreamClip.MOST_FRAMES)
        .isEqualTo(
            IntStream.range(0, count).filter(i -> i % 3 == 0).mapToObj(i -> i % 251).toList());
  }

  @Test
  void refusesATopicThatHasLostAFrame() {
    try (FeedFrames frames = frames(2)) {
      frames.take(grey("feed", 7, 1, 10));

      assertThatThrownBy(() -> frames.requireAll(TOPIC))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("holds 1 frames of stream feed, epoch 7, at offsets 0 to 1,")
          .hasMessageContaining("where the run found 2");
    }
  }
}
