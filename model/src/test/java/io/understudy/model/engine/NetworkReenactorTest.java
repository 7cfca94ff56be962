package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.kernel.Precision;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkReenactorTest {
  private static NetworkReenactor tiny(Precision precision) {
    return Networks.reenactor(
        Networks.initialWeights(TinyModel.PRESET, 7), precision, Device.cpu());
  }

  private static Picture noise(long seed, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return new Picture(width, height, rgb);
  }

  /** Untrained networks give all noise of one brightness nearly one picture. */
  private static Picture dark(Picture picture) {
    byte[] rgb = picture.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((rgb[i] & 0xff) / 4);
    }
    return new Picture(picture.widthPixels(), picture.heightPixels(), rgb);
  }

  private static MotionTrack absolute() {
    return new MotionTrack(MotionMode.ABSOLUTE, null);
  }

  @ParameterizedTest
  @EnumSource
  void restoredFeaturesGiveTheSamePictureAsTheFirstOnes(Precision precision) {
    try (NetworkReenactor reenactor = tiny(precision);
        SourceFeatures first = reenactor.encode(noise(1, 256, 256));
        SourceFeatures restored = reenactor.restore(first.toBytes())) {
      Picture driving = noise(2, 256, 256);

      Picture expected = one(reenactor, first, driving);

      assertThat(one(reenactor, restored, driving).rgb()).isEqualTo(expected.rgb());
      assertThat(restored.nativeBytes()).isEqualTo(first.nativeBytes()).isPositive();
    }
  }

  private static Picture one(NetworkReenactor reenactor, SourceFeatures source, Picture driving) {
    return reenactor.reenact(List.of(new DrivenFrame(source, driving, absolute()))).get(0);
  }

  @ParameterizedTest
  @EnumSource
  void unroundedValuesAreWithinHalfALevelOfTheirPictureAndNotOnItsLevels(Precision precision) {
    try (NetworkReenactor reenactor = tiny(precision);
        SourceFeatures source = reenactor.encode(noise(1, 256, 256))) {
      List<DrivenFrame> batch =
          List.of(
              new DrivenFrame(source, noise(2, 256, 256), absolute()),
              new DrivenFrame(source, dark(noise(3, 256, 256)), absolute()));

      List<Picture> pictures = reenactor.reenact(batch);
      List<UnroundedPicture> unrounded = reenactor.reenactUnrounded(batch);

      double farthest = 0;
      for (int row = 0; row < batch.size(); row++) {
        assertThat(unrounded.get(row).rounded().rgb()).isEqualTo(pictures.get(row).rgb());
        farthest = Math.max(farthest, farthestFromLevels(unrounded.get(row)));
      }
      assertThat(farthest).isBetween(0.4, 0.5001);
    }
  }

  private static double farthestFromLevels(UnroundedPicture picture) {
    byte[] rgb = picture.rounded().rgb();
    return IntStream.range(0, rgb.length)
        .mapToDouble(i -> Math.abs(255.0 * picture.values()[i] - (rgb[i] & 0xff)))
        .max()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void aBatchOfDifferentSourcesEqualsOneByOneWithinOneLevel(Precision precision) {
    try (NetworkReenactor reenactor = tiny(precision);
        SourceFeatures a = reenactor.encode(noise(1, 256, 256));
        SourceFeatures b = reenactor.encode(dark(noise(2, 300, 200)))) {
      Picture drivingA = noise(3, 256, 256);
      Picture drivingB = noise(4, 64, 48);

      List<Picture> batch =
          reenactor.reenact(
              List.of(
                  new DrivenFrame(a, drivingA, absolute()),
                  new DrivenFrame(b, drivingB, absolute())));

      assertThat(largestDifference(batch.get(0), one(reenactor, a, drivingA)))
          .isLessThanOrEqualTo(1);
      assertThat(largestDifference(batch.get(1), one(reenactor, b, drivingB)))
          .isLessThanOrEqualTo(1);
      assertThat(batch.get(0).rgb()).isNotEqualTo(batch.get(1).rgb());
    }
  }

  private static int largestDifference(Picture a, Picture b) {
    int largest = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)));
    }
    return largest;
  }

  @ParameterizedTest
  @EnumSource
  void nothingNativeIsLeftBehindAfterManyFramesAndSources(Precision precision) {
    try (NetworkReenactor reenactor = tiny(precision)) {
      runOnce(reenactor);
      long settled = reenactor.nativeBytes();
      for (int i = 0; i < 20; i++) {
        runOnce(reenactor);
      }
      assertThat(reenactor.nativeBytes()).isEqualTo(settled);
    }
  }

  @Test
  void nativeBytesMayBeAskedForWhileFramesAreDrawn() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (NetworkReenactor reenactor = tiny(Precision.FAST)) {
      runOnce(reenactor);
      long settled = reenactor.nativeBytes();
      Future<?> drawing =
          thread.submit(() -> IntStream.range(0, 40).forEach(i -> runOnce(reenactor)));
      while (!drawing.isDone()) {
        assertThat(reenactor.nativeBytes()).isGreaterThanOrEqualTo(settled);
      }
      drawing.get();
      assertThat(reenactor.nativeBytes()).isEqualTo(settled);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void runOnce(NetworkReenactor reenactor) {
    try (SourceFeatures source = reenactor.encode(noise(1, 256, 256));
        SourceFeatures restored = reenactor.restore(source.toBytes())) {
      one(reenactor, source, noise(2, 256, 256));
      one(reenactor, restored, noise(3, 256, 256));
    }
  }

  @ParameterizedTest
  @EnumSource
  void relativeMotionOfTheBaselineFrameItselfDrivesTheSourceWithItsOwnKeypoints(
      Precision precision) {
    try (NetworkReenactor reenactor = tiny(precision);
        SourceFeatures source = reenactor.encode(noise(1, 256, 256))) {
      MotionTrack relative = new MotionTrack(MotionMode.RELATIVE, null);
      Picture moved =
          reenactor.reenact(List.of(new DrivenFrame(source, noise(9, 256, 256), relative))).get(0);

      Picture itself = one(reenactor, source, noise(1, 256, 256));

      assertThat(largestDifference(moved, itself)).isLessThanOrEqualTo(1);
      assertThat(relative.baseline()).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void useAfterCloseAndFeaturesOfOtherWeightsAreRefused(Precision precision) {
    NetworkReenactor reenactor = tiny(precision);
    SourceFeatures source = reenactor.encode(noise(1, 256, 256));
    byte[] bytes = source.toBytes();
    try (NetworkReenactor other =
        Networks.reenactor(Networks.initialWeights(TinyModel.PRESET, 8), precision, Device.cpu())) {
      assertThatThrownBy(() -> other.restore(bytes))
          .hasMessageContaining("initial-7")
          .hasMessageContaining("initial-8");
      assertThatThrownBy(() -> one(other, source, noise(2, 256, 256)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    source.close();
    source.close();
    assertThatThrownBy(() -> one(reenactor, source, noise(2, 256, 256)))
        .isInstanceOf(IllegalStateException.class);
    reenactor.close();
    reenactor.close();
    assertThatThrownBy(() -> reenactor.encode(noise(1, 256, 256)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
