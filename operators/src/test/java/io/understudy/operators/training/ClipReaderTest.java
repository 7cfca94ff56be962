package io.understudy.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.media.NativeLibraries;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.training.LabelledFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClipReaderTest {
  private static final int SIDE = 64;

  @BeforeAll
  static void load() {
    NativeLibraries.load();
  }

  @Test
  void cutsTheSquareInTheCentreAndKeepsItsProportions() throws IOException {
    LabelledFrame frame = frames(new WideClip()).get(0);

    assertThat(frame.picture().widthPixels()).isEqualTo(SIDE);
    assertThat(frame.picture().heightPixels()).isEqualTo(SIDE);
    assertThat(brightness(frame.picture(), 2, 32)).as("left of the square").isEqualTo(200);
    assertThat(brightness(frame.picture(), 61, 32)).as("right of the square").isEqualTo(100);
  }

  @Test
  void landmarksAreThoseOfTheSquare() throws IOException {
    LabelledFrame frame = frames(new WideClip()).get(0);

    FaceLandmarks face = frame.landmarks().orElseThrow();
    assertThat(face.x(0)).as("the right edge of what the detector saw").isEqualTo(SIDE - 0.5f);
    assertThat(face.y(0)).as("the lower edge").isEqualTo(SIDE - 0.5f);
  }

  @Test
  void framesThatAreNotWantedAreCountedOnly() throws IOException {
    List<Integer> taken = new ArrayList<>();

    int frames =
        new ClipReader(SIDE, Optional.empty())
            .read(
                new DrawnClip("a_0_0", 0, 5, false),
                new ClipReader.Taker() {
                  @Override
                  public boolean wants(int number) {
                    return number % 2 == 1;
                  }

                  @Override
                  public void take(int number, LabelledFrame frame) {
                    taken.add(number);
                  }
                });

    assertThat(frames).isEqualTo(5);
    assertThat(taken).containsExactly(1, 3);
  }

  @Test
  void aClipOfOneFrameIsRefused() {
    assertThatThrownBy(() -> frames(new DrawnClip("a_0_0", 0, 1, false)))
        .isInstanceOf(IOException.class)
        .hasMessage("clip a_0_0 has 1 frames, a pair needs two: leave it out or give a longer one");
  }

  private static List<LabelledFrame> frames(Clip clip) throws IOException {
    List<LabelledFrame> frames = new ArrayList<>();
    new ClipReader(SIDE, Optional.of(new Corner()))
        .read(clip, (number, frame) -> frames.add(frame));
    return frames;
  }

  private static int brightness(Picture picture, int x, int y) {
    return picture.rgb()[3 * (y * picture.widthPixels() + x)] & 0xff;
  }

  /** Finds the lower right corner of what it is shown. */
  private static final class Corner implements LandmarkDetector {
    @Override
    public String name() {
      return "corner";
    }

    @Override
    public Optional<FaceLandmarks> detect(Picture picture) {
      return Optional.of(
          new FaceLandmarks(
              new float[] {picture.widthPixels() - 0.5f, picture.heightPixels() - 0.5f, 0}));
    }

    @Override
    public void close() {}
  }

  /** Twice as wide as high: black, a square of which the left half is bright, black. */
  private record WideClip() implements Clip {
    private static final int HIGH = 96;

    @Override
    public String identity() {
      return "wide";
    }

    @Override
    public String name() {
      return "wide_0_0";
    }

    @Override
    public void read(Consumer<RgbImage> pictures) {
      byte[] rgb = new byte[3 * 2 * HIGH * HIGH];
      for (int i = 0; i < rgb.length; i++) {
        int x = i / 3 % (2 * HIGH);
        rgb[i] = (byte) (x < HIGH / 2 || x >= 3 * HIGH / 2 ? 0 : x < HIGH ? 200 : 100);
      }
      pictures.accept(new RgbImage(2 * HIGH, HIGH, rgb));
      pictures.accept(new RgbImage(2 * HIGH, HIGH, rgb));
    }
  }
}
