package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class H264EncoderTest {
  private static final int TICKS = 8;

  @Test
  void openH264ExpectsAPictureAtEveryTickButNoMoreThanSixtyASecond() {
    assertThat(H264Encoder.expectedExcess("libopenh264", 25, TICKS)).isEqualTo(60 / 25.0);
    assertThat(H264Encoder.expectedExcess("libopenh264", 5, TICKS)).isEqualTo(TICKS);
    assertThat(H264Encoder.expectedExcess("libopenh264", 120, TICKS)).isEqualTo(1);
  }

  @Test
  void x264GoesByTheTimesOfThePictures() {
    assertThat(H264Encoder.expectedExcess("libx264", 25, TICKS)).isEqualTo(1);
  }

  @Test
  void nvencTakesTheTicksForItsFrameRate() {
    assertThat(H264Encoder.expectedExcess("h264_nvenc", 25, TICKS)).isEqualTo(TICKS);
  }
}
