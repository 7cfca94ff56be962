package io.understudy.pipeline.evaluate;

import static io.understudy.model.preset.ModelConfiguration.SIZE_PIXELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.TrackedFrame;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.Weights;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipEvaluationTest {
  @TempDir Path folder;

  /** Answers with the driving frame, which is the truth within one identity. */
  private record DrivingItself(float brighter) implements Reenactor {
    @Override
    public String preset() {
      return "itself";
    }

    @Override
    public String weightsId() {
      return "none";
    }

    @Override
    public int sizePixels() {
      return 64;
    }

    @Override
    public SourceFeatures encode(Picture portrait) {
      return new NoFeatures();
    }

    @Override
    public SourceFeatures restore(byte[] bytes) {
      return new NoFeatures();
    }

    @Override
    public List<TrackedFrame> track(List<DrivenFrame> batch) {
      throw new UnsupportedOperationException("an evaluation asks for unrounded pictures");
    }

    @Override
    public List<Picture> draw(List<TrackedFrame> batch) {
      throw new UnsupportedOperationException("an evaluation asks for unrounded pictures");
    }

    @Override
    public List<UnroundedPicture> reenactUnrounded(List<DrivenFrame> batch) {
      return batch.stream().map(DrivenFrame::driving).map(this::brightened).toList();
    }

    private UnroundedPicture brightened(Picture picture) {
      float[] values = UnroundedPicture.of(picture).values();
      for (int i = 0; i < values.length; i++) {
        values[i] += brighter;
      }
      return new UnroundedPicture(picture, values);
    }

    @Override
    public long nativeBytes() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private record NoFeatures() implements SourceFeatures {
    @Override
    public long nativeBytes() {
      return 0;
    }

    @Override
    public byte[] toBytes() {
      return new byte[0];
    }

    @Override
    public void close() {}
  }

  @Test
  void aPerfectAnswerWithinOneIdentityHasNoError() {
    ClipResult result = run(rendered(Protocol.SAME));
    assertThat(result.frames()).isEqualTo(6);
    assertThat(score(result, "itself@none", "L1")).isZero();
    assertThat(score(result, "copy-source", "L1")).isPositive();
  }

  /** Half a level too bright: saved pictures are exact, the prediction is not. */
  @Test
  void theFloatMeasuresSeeWhatRoundingHides() {
    ClipResult result = run(rendered(Protocol.SAME), new DrivingItself(0.4f / 255));

    assertThat(score(result, "itself@none", "L1")).isZero();
    assertThat(score(result, "itself@none", "L1-float")).isCloseTo(0.4 / 255, within(1e-6));
    assertThat(score(result, "itself@none", "PSNR-float"))
        .isCloseTo(20 * Math.log10(255 / 0.4), within(1e-3));
    assertThat(score(result, "copy-source", "L1-float"))
        .isCloseTo(score(result, "copy-source", "L1"), within(1e-6));
  }

  @Test
  void theZoomedDrivingFrameIsNotTheTruth() {
    assertThat(score(run(rendered(Protocol.SCALE)), "itself@none", "L1")).isPositive();
  }

  /** Showing the driver's own face is wrong across identities, and rendered heads know it. */
  @Test
  void acrossIdentitiesTheTruthIsTheSourceInTheDriversState() {
    ClipResult result = run(rendered(Protocol.CROSS));
    assertThat(score(result, "itself@none", "L1"))
        .isGreaterThan(score(result, "copy-source", "L1"));
  }

  @Test
  void aCorruptClipIsSkippedAndNamed() throws IOException {
    Path clip = Files.writeString(folder.resolve("broken_1.mp4"), "no film at all");
    ClipResult result = run(film(clip));
    assertThat(result.skipped()).isTrue();
    assertThat(result.failure()).contains(clip.toString());
  }

  @Test
  void framesOfAnySizeAreCutToTheSquareInTheirCentre() throws IOException {
    ClipResult result = run(film(write("wide_1.mp4", 3)));
    assertThat(result.failure()).isEmpty();
    assertThat(result.frames()).isEqualTo(2);
  }

  @Test
  void oneOfSoManyFramesIsJudged() throws IOException {
    TestPair pair = film(write("long_1.mp4", 10), new FrameSelection(4, 10));
    assertThat(run(pair).frames()).as("frames 4 and 8 behind the source").isEqualTo(2);
  }

  @Test
  void aClipOfOneFrameIsSkippedAndNamed() throws IOException {
    Path clip = write("short_1.mp4", 1);
    assertThat(run(film(clip)).failure()).contains(clip.toString()).contains("no frame to judge");
  }

  /** Frame 2 is the first one judged of three, and the third one judged of all. */
  @Test
  void relativeMotionIsMeasuredFromTheDriversFirstFrameWhateverTheStride() throws IOException {
    Path source = heads("anna_1", 5, 0);
    Path driver = heads("ben_1", 6, 0, 0.5, 1);

    List<UnroundedPicture> all = answers(source, driver, 1);
    List<UnroundedPicture> third = answers(source, driver, 3);

    assertThat(all).hasSize(3);
    assertThat(third).hasSize(1);
    assertThat(difference(third.get(0), all.get(2))).isLessThan(1.0 / 255);
    assertThat(difference(third.get(0), all.get(0))).isGreaterThan(10.0 / 255);
  }

  private static List<UnroundedPicture> answers(Path source, Path driver, int every) {
    TestPair pair =
        new TestPair(
            driver.toString(),
            driver.toString(),
            source.toString(),
            false,
            Protocol.CROSS,
            new FrameSelection(every, 10));
    Weights weights = BundledWeights.find(Presets.named("fomm-compact")).orElseThrow();
    AnswersKept scorer = new AnswersKept();
    try (Reenactor network = Networks.reenactor(weights, Precision.EXACT, Device.cpu())) {
      new ClipEvaluation(network, MotionMode.RELATIVE, List.of(scorer)).run(pair);
    }
    return scorer.answers;
  }

  private static double difference(UnroundedPicture a, UnroundedPicture b) {
    double most = 0;
    for (int i = 0; i < a.values().length; i++) {
      most = Math.max(most, Math.abs(a.values()[i] - b.values()[i]));
    }
    return most;
  }

  /** Keeps the network's answers; those of the row beside it are the source as it is. */
  private static final class AnswersKept implements FrameScorer {
    private final List<UnroundedPicture> answers = new ArrayList<>();

    @Override
    public void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet) {
      if (answer.rounded() != source) {
        answers.add(answer);
      }
    }

    @Override
    public void close() {}
  }

  private Path heads(String name, long identity, double... seconds) throws IOException {
    Path clip = Files.createDirectory(folder.resolve(name));
    for (int i = 0; i < seconds.length; i++) {
      HeadState state = DrivingMotion.of(identity).at(seconds[i]);
      Picture head =
          HeadRenderer.render(
              new Scene(HeadIdentity.random(identity), state, Light.STUDIO), SIZE_PIXELS);
      ImageIO.write(image(head), "png", clip.resolve(i + ".png").toFile());
    }
    return clip;
  }

  private static BufferedImage image(Picture picture) {
    int side = picture.widthPixels();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    byte[] rgb = picture.rgb();
    for (int i = 0; i < side * side; i++) {
      int colour = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
      image.setRGB(i % side, i / side, colour);
    }
    return image;
  }

  /** What no mean over clips gives leaves beside the clip's own figures, each set once. */
  @Test
  void featuresOfAllSetsLeaveWithTheClip() {
    JudgedClip judged =
        judged(rendered(Protocol.SAME), new DrivingItself(0), new BrightnessScorer());

    assertThat(judged.features())
        .extracting(ClipFeatures::set, ClipFeatures::row)
        .containsExactly(
            tuple(FeatureSet.SOURCE, ""),
            tuple(FeatureSet.TRUTH, ""),
            tuple(FeatureSet.ANSWER, "copy-source"),
            tuple(FeatureSet.ANSWER, "itself@none"));
    assertThat(judged.features()).allMatch(features -> features.vectors().length == 6);
    assertThat(judged.features().get(2).vectors())
        .isDeepEqualTo(judged.features().get(0).vectors());
    assertThat(judged.features().get(3).vectors())
        .isDeepEqualTo(judged.features().get(1).vectors());
  }

  @Test
  void aSkippedClipAddsNothingToTheCorpus() throws IOException {
    Path clip = write("short_2.mp4", 1);
    JudgedClip judged = judged(film(clip), new DrivingItself(0), new BrightnessScorer());

    assertThat(judged.result().skipped()).isTrue();
    assertThat(judged.features()).isEmpty();
  }

  /** The mean of each channel as features. */
  private static final class BrightnessScorer implements FrameScorer {
    @Override
    public void score(Picture source, TestFrame frame, UnroundedPicture answer, ScoreSheet sheet) {
      sheet.pool("brightness", FeatureSet.ANSWER, means(answer.rounded()));
      sheet.pool("brightness", FeatureSet.SOURCE, means(source));
      sheet.pool("brightness", FeatureSet.TRUTH, means(frame.truth().orElseThrow()));
    }

    private static float[] means(Picture picture) {
      float[] sums = new float[3];
      for (int i = 0; i < picture.rgb().length; i++) {
        sums[i % 3] += picture.rgb()[i] & 0xff;
      }
      return sums;
    }

    @Override
    public void close() {}
  }

  private static ClipResult run(TestPair pair) {
    return run(pair, new DrivingItself(0));
  }

  private static ClipResult run(TestPair pair, Reenactor reenactor) {
    return judged(pair, reenactor, new PixelScorer()).result();
  }

  private static JudgedClip judged(TestPair pair, Reenactor reenactor, FrameScorer scorer) {
    return new ClipEvaluation(reenactor, MotionMode.ABSOLUTE, List.of(scorer)).run(pair);
  }

  private static TestPair rendered(Protocol protocol) {
    return TestSet.rendered(protocol, new FrameSelection(1, 6)).get(0);
  }

  private static TestPair film(Path clip) {
    return film(clip, new FrameSelection(1, 10));
  }

  private static TestPair film(Path clip, FrameSelection selection) {
    return new TestPair(
        clip.getFileName().toString(),
        clip.toString(),
        clip.toString(),
        false,
        Protocol.SAME,
        selection);
  }

  private static double score(ClipResult result, String row, String label) {
    return result.rows().get(row).get(label).mean();
  }

  private Path write(String name, int frames) throws IOException {
    Path clip = folder.resolve(name);
    try (VideoWriter writer = VideoWriter.open(clip, 96, 64, 25)) {
      for (int i = 0; i < frames; i++) {
        writer.write(new RgbImage(96, 64, new byte[3 * 96 * 64]), i * 40_000L);
      }
      writer.finish();
    }
    return clip;
  }
}
