package io.understudy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoReader.VideoFrame;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.OneEuroFilter.Settings;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.ScaleCodeTrack;
import io.understudy.model.SourceFeatures;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How much a still driver trembles over a whole clip, in the keypoints and in the pictures of the
 * default preset, with the jitter filter and without: both are rows of the same batches.
 */
@Tag("slow")
class JitterFilterTest {
  private static final Path CLIPS = Path.of("../../shared/data/clips");
  private static final int SIDE = 256;
  private static final int FRAMES = 150;
  private static final long FRAME_MICROS = 40_000;

  /** Noise of a webcam indoors, levels. */
  private static final double NOISE = 4;

  /** Lets everything pass, but tells what the keypoints were. */
  private static final Settings NONE = new Settings(1e9, 0, 1);

  private static Reenactor reenactor;
  private static SourceFeatures source;

  @BeforeAll
  static void load() {
    UnderstudyConfiguration.Model model = UnderstudyConfiguration.defaults().model();
    reenactor = PresetReenactorLoader.of(model).load(model.preset(), "");
    source = reenactor.encode(head(2));
  }

  @AfterAll
  static void close() {
    source.close();
    reenactor.close();
  }

  private static Picture head(long identity) {
    Scene scene = new Scene(HeadIdentity.random(identity), HeadState.NEUTRAL, Light.STUDIO);
    return HeadRenderer.render(scene, SIDE);
  }

  private static Picture noisy(Picture still, Random random) {
    byte[] rgb = still.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      long level = Math.round((rgb[i] & 0xff) + NOISE * random.nextGaussian());
      rgb[i] = (byte) Math.max(0, Math.min(255, level));
    }
    return new Picture(still.widthPixels(), still.heightPixels(), rgb);
  }

  /** What a stream shows of a clip. */
  private static final class Row {
    private final MotionTrack motion;
    private final Tremble keypoints = new Tremble();
    private final Tremble pictures = new Tremble();

    Row(Settings jitter) {
      motion = new MotionTrack(MotionMode.RELATIVE, jitter, MotionTrack.State.START);
    }

    DrivenFrame frame(Picture driving, long micros) {
      return new DrivenFrame(source, driving, motion, ScaleCodeTrack.off(), micros);
    }

    void take(Picture shown) {
      MotionTrack.State state = motion.state();
      int positions = state.baseline().values().length;
      double[] pixels = new double[positions];
      for (int i = 0; i < positions; i++) {
        pixels[i] = state.filter().values()[i] * SIDE / 2;
      }
      keypoints.add(pixels);
      double[] levels = new double[shown.rgb().length];
      Arrays.setAll(levels, i -> shown.rgb()[i] & 0xff);
      pictures.add(levels);
    }
  }

  /** Root mean square of second differences: of what trembles, not of what moves steadily. */
  private static final class Tremble {
    private double[] before;
    private double[] last;
    private double squares;
    private long count;

    void add(double[] values) {
      for (int i = 0; before != null && i < values.length; i++) {
        double second = values[i] - 2 * last[i] + before[i];
        squares += second * second;
        count++;
      }
      before = last;
      last = values;
    }

    double rootMeanSquare() {
      return Math.sqrt(squares / count);
    }
  }

  /** How much of the tremble the filter leaves, in keypoints and in pictures. */
  private record Left(double keypoints, double pictures) {}

  private static Left measure(String name, List<Picture> clip) {
    Row raw = new Row(NONE);
    Row calm = new Row(Settings.KEYPOINTS);
    for (int i = 0; i < clip.size(); i++) {
      long micros = (i + 1) * FRAME_MICROS;
      List<Picture> shown =
          reenactor.reenact(
              List.of(raw.frame(clip.get(i), micros), calm.frame(clip.get(i), micros)));
      raw.take(shown.get(0));
      calm.take(shown.get(1));
    }
    double keypoints = raw.keypoints.rootMeanSquare();
    double pictures = raw.pictures.rootMeanSquare();
    double calmKeypoints = calm.keypoints.rootMeanSquare();
    double calmPictures = calm.pictures.rootMeanSquare();
    System.out.printf(
        Locale.ROOT,
        "%s, %d frames: keypoints tremble by %.4f pixels, filtered %.4f; pictures by %.3f levels, filtered %.3f%n",
        name,
        clip.size(),
        keypoints,
        calmKeypoints,
        pictures,
        calmPictures);
    return new Left(calmKeypoints / keypoints, calmPictures / pictures);
  }

  @Test
  void aRenderedHeadAtRestBeforeANoisyCameraTremblesLess() {
    Random random = new Random(11);
    Picture still = head(7);
    List<Picture> clip = new ArrayList<>();
    while (clip.size() < FRAMES) {
      clip.add(noisy(still, random));
    }
    Left left = measure("rendered head", clip);
    assertThat(left.keypoints()).isLessThan(0.25);
    assertThat(left.pictures()).isLessThan(0.5);
  }

  /** Two people who sit still. */
  @ParameterizedTest
  @ValueSource(strings = {"train/fgnet_franck_053_3.mp4", "train/cl_audun_051_2.mp4"})
  void aPersonAtRestTremblesLess(String name) throws Exception {
    Path file = CLIPS.resolve(name);
    assumeTrue(Files.exists(file), "no real clips beside the project");
    List<Picture> clip = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file)) {
      Optional<VideoFrame> frame = reader.next();
      while (frame.isPresent()) {
        RgbImage image = frame.get().image();
        clip.add(new Picture(image.widthPixels(), image.heightPixels(), image.rgb()));
        frame = reader.next();
      }
    }
    Left left = measure(name, clip);
    assertThat(left.keypoints()).isLessThan(0.5);
    assertThat(left.pictures()).isLessThan(0.9);
  }
}
