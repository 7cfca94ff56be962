package io.understudy.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FrameSampleTest {
  @Test
  void framesThatHaveRoomStayInOrder() {
    FrameSample sample = new FrameSample(5, 3);

    for (int frame = 0; frame < 5; frame++) {
      assertThat(sample.place(frame)).hasValue(frame);
    }
  }

  @Test
  void ofALongClipEachPartIsKeptAlikeAndNoneIsKeptTwice() {
    int[] kept = kept(new FrameSample(1000, 3), 100_000);

    assertThat(Arrays.stream(kept).distinct()).hasSize(1000);
    for (int part = 0; part < 4; part++) {
      int from = part * 25_000;
      assertThat(Arrays.stream(kept).filter(f -> f >= from && f < from + 25_000).count())
          .isCloseTo(250, Percentage.withPercentage(15));
    }
  }

  @Test
  void chanceIsTheSeedsAlone() {
    assertThat(kept(new FrameSample(20, 3), 500)).isEqualTo(kept(new FrameSample(20, 3), 500));
    assertThat(kept(new FrameSample(20, 4), 500)).isNotEqualTo(kept(new FrameSample(20, 3), 500));
  }

  @Test
  void theClipsOfAnIdentityShareItsFramesAndHaveAPairAtLeast() {
    assertThat(FrameSample.ofShare(100, 3, 0).most()).isEqualTo(33);
    assertThat(FrameSample.ofShare(100, 70, 0).most()).isEqualTo(2);
  }

  /** Which frame is in each place in the end. */
  private static int[] kept(FrameSample sample, int frames) {
    int[] places = new int[sample.most()];
    for (int frame = 0; frame < frames; frame++) {
      OptionalInt place = sample.place(frame);
      if (place.isPresent()) {
        places[place.getAsInt()] = frame;
      }
    }
    return places;
  }
}
