package io.understudy.pipeline.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.feed.FeedSound;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressTest {
  private final Now now = new Now();
  private final Recorded out = new Recorded();

  @Test
  void picturesAndSoundOfOneMomentLeaveTogetherHoweverLongTheirWay() {
    Egress egress = new Egress("feed", 500_000, out, now);
    now.millis = 10;
    egress.take(sound(0));
    now.millis = 400;
    egress.take(List.of(frame("feed", 0, 0)));

    now.millis = 499;
    egress.release();
    assertThat(out.left).isEmpty();
    now.millis = 500;
    egress.release();

    assertThat(out.left).containsExactly("picture 0", "sound 0");
    assertThat(egress.pictureDelay().percentileMillis(50)).isBetween(499.0, 501.0);
    assertThat(egress.soundDelay().percentileMillis(50)).isBetween(499.0, 501.0);
  }

  @Test
  void whatIsLateIsDroppedAndCounted() {
    Egress egress = new Egress("feed", 500_000, out, now);
    now.millis = 501;
    egress.take(List.of(frame("feed", 0, 0), frame("feed", 1, 40)));
    egress.take(sound(0));
    now.millis = 540;
    egress.release();

    assertThat(out.left).containsExactly("picture 1");
    assertThat(egress.latePictures()).isEqualTo(1);
    assertThat(egress.lateSounds()).isEqualTo(1);
  }

  @Test
  void framesOfOtherStreamsAndRepetitionsStayOut() {
    Egress egress = new Egress("feed", 0, out, now);
    now.millis = 100;
    egress.take(List.of(frame("feed", 0, 0), frame("other", 1, 40), frame("feed", 0, 0)));
    egress.release();

    assertThat(out.left).containsExactly("picture 0");
  }

  private static FeedSound sound(long captureMillis) {
    return new FeedSound(new short[2], 1000 * captureMillis);
  }

  private static ReenactedFrame frame(String streamId, long sequence, long captureMillis) {
    return new ReenactedFrame(
        streamId,
        1,
        sequence,
        1000 * captureMillis,
        1000 * captureMillis,
        FrameEncoding.JPEG,
        8,
        8,
        ByteString.EMPTY,
        new StageTimings(0, 0, 0, 0, 0, 1),
        "source",
        1,
        "preset",
        "weights",
        "");
  }

  private static final class Recorded implements Outlet {
    private final List<String> left = new ArrayList<>();

    @Override
    public void write(ReenactedFrame frame) {
      left.add("picture " + frame.sequence());
    }

    @Override
    public void write(FeedSound sound) {
      left.add("sound " + sound.captureEpochMicros() / 1000);
    }

    @Override
    public void close() {
      left.clear();
    }
  }

  private static final class Now extends Clock {
    private long millis;

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
