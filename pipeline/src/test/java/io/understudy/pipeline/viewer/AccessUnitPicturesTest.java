package io.understudy.pipeline.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessUnitPicturesTest {
  private final AccessUnitPictures pictures = new AccessUnitPictures();
  private final List<DrivingFrame> frames = new ArrayList<>();

  @BeforeEach
  void film() throws IOException {
    try (UnitCamera camera = new UnitCamera("feed")) {
      for (int i = 0; i < 15; i++) {
        frames.add(camera.next());
      }
    }
  }

  @AfterEach
  void close() {
    pictures.close();
  }

  private void assertShows(int frame) {
    RgbImage image = pictures.next(frames.get(frame)).orElseThrow();
    assertThat(image.rgb()[0] & 0xff).isCloseTo(UnitCamera.brightness(frame), within(25));
  }

  private void assertShowsNothing(DrivingFrame frame) {
    assertThat(pictures.next(frame)).isEmpty();
    assertThat(pictures.open()).isFalse();
  }

  @Test
  void beginsWithTheNextKeyPictureAndShowsEachPictureFromThereOn() {
    for (int frame = 2; frame < 5; frame++) {
      assertShowsNothing(frames.get(frame));
    }
    for (int frame = 5; frame < 15; frame++) {
      assertShows(frame);
    }
  }

  @Test
  void waitsForAKeyPictureAfterAGapAndAfterABrokenFrame() {
    assertShows(0);
    assertShowsNothing(frames.get(2));
    assertShowsNothing(frames.get(3));
    assertShows(5);
    assertShowsNothing(broken(frames.get(6)));
    assertShowsNothing(frames.get(7));
    assertShows(10);
  }

  /** Only the beginning of the unit. */
  private static DrivingFrame broken(DrivingFrame frame) {
    ByteString beginning = frame.payload().substring(0, 6);
    return new DrivingFrame(
        frame.streamId(),
        frame.epoch(),
        frame.sequence(),
        0,
        0,
        0,
        frame.encoding(),
        0,
        0,
        beginning,
        Origin.NONE);
  }
}
