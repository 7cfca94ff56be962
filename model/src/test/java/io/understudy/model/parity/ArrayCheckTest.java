package io.understudy.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.understudy.model.kernel.Precision;
import io.understudy.model.network.PixelRange;
import io.understudy.model.weights.NpyArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrayCheckTest {
  private static final int ELEMENTS = 20_000;
  private static final Fixture FIXTURE =
      new Fixture(
          Path.of("somewhere", "fixture"),
          JsonParser.parseString("{'tolerance_maxabs': {'*': 1e-5, 'wide': 0.1, 'text': 'see'}}")
              .getAsJsonObject());

  private static ParityRow exact(GoldenArray golden, HostArray actual) {
    return new ArrayCheck(FIXTURE, Precision.EXACT, PixelRange.UNIT)
        .row(golden.name(), golden, actual);
  }

  private static ParityRow fast(GoldenArray golden, HostArray actual) {
    return new ArrayCheck(FIXTURE, Precision.FAST, PixelRange.UNIT)
        .row(golden.name(), golden, actual);
  }

  private static GoldenArray whole(String name, float... values) {
    NpyArray array = NpzWriter.floats(new long[] {values.length}, values);
    return GoldenArray.all(Map.of(name, array)).get(0);
  }

  private static HostArray host(float... values) {
    return new HostArray(new long[] {values.length}, values);
  }

  @Test
  void aDifferencePassesUpToTheToleranceOfItsNameAndFailsBeyond() {
    assertThat(exact(whole("wide", 1, 2), host(1, 2.09f)).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(exact(whole("wide", 1, 2), host(1, 2.11f)).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(exact(whole("narrow", 1, 2), host(1, 2.09f)).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(exact(whole("text", 1), host(1)).tolerance()).hasValue(1e-5);
  }

  @Test
  void whatIsNotANumberFailsInEveryPrecision() {
    GoldenArray golden = whole("wide", 1, 2);
    HostArray broken = host(1, Float.NaN);

    assertThat(exact(golden, broken).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(exact(golden, broken).note()).contains("not finite");
    assertThat(fast(golden, broken).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(fast(golden, host(1, Float.NEGATIVE_INFINITY)).failed()).isTrue();
  }

  @Test
  void anotherShapeFailsAndNamesBoth() {
    HostArray transposed = new HostArray(new long[] {1, 2}, new float[] {1, 2});

    ParityRow row = exact(whole("wide", 1, 2), transposed);

    assertThat(row.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(row.note()).contains("[2]").contains("[1, 2]");
    assertThat(row.largestDifference()).isEmpty();
  }

  @Test
  void anArrayThatIsNotComputedFails() {
    assertThat(exact(whole("absent", 1), null).failed()).isTrue();
  }

  @Test
  void integersMustBeEqualUnlessAToleranceIsStated() {
    Fixture silent = new Fixture(FIXTURE.folder(), JsonParser.parseString("{}").getAsJsonObject());
    GoldenArray index = GoldenArray.all(Map.of("index", NpzWriter.integers(3))).get(0);

    assertThat(silent.tolerance(index)).isZero();
    assertThat(silent.tolerance(whole("other", 1))).isEqualTo(1e-4);
  }

  @Test
  void aSampleIsTakenAtTheReferencePositionsAndItsStatisticsCount() {
    float[] all = noise(ELEMENTS);
    GoldenArray golden = sampled(all);

    assertThat(exact(golden, host(all)).verdict()).isEqualTo(Verdict.PASSED);

    float[] sampledElsewhere = all.clone();
    sampledElsewhere[9973] += 0.5f;
    assertThat(exact(golden, host(sampledElsewhere)).failed()).isTrue();

    // Only the statistics can tell what is beside the sample.
    float[] spoiltBesideTheSample = all.clone();
    spoiltBesideTheSample[unsampled()] = 5;
    assertThat(golden.counterpart(host(spoiltBesideTheSample))).isEqualTo(golden.values());
    assertThat(exact(golden, host(spoiltBesideTheSample)).failed()).isTrue();
  }

  @Test
  void aSampleWithoutItsShapeIsRefused() {
    assertThatThrownBy(
            () -> GoldenArray.all(Map.of("a@sample", NpzWriter.floats(new long[] {1}, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a@shape");
  }

  @Test
  void inFastAPicturePassesFromThirtyEightDecibelsOn() {
    float[] picture = new float[ELEMENTS];
    float[] near = new float[ELEMENTS];
    float[] far = new float[ELEMENTS];
    // A constant error e has a PSNR of -20 log10(e): 38 dB at 0.0126.
    Arrays.fill(near, 0.012f);
    Arrays.fill(far, 0.013f);

    assertThat(fast(whole("prediction", picture), host(near)).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(fast(whole("prediction", picture), host(far)).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(fast(whole("prediction", picture), host(far)).note()).contains("PSNR 37.7 dB");
    assertThat(fast(whole("other", picture), host(far)).verdict()).isEqualTo(Verdict.INFORMATIVE);
  }

  private static float[] noise(int length) {
    Random random = new Random(5);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static int unsampled() {
    boolean[] taken = new boolean[ELEMENTS];
    for (int j = 0; j < 8192; j++) {
      taken[(int) (j * 9973L % ELEMENTS)] = true;
    }
    int position = 0;
    while (taken[position]) {
      position++;
    }
    return position;
  }

  private static GoldenArray sampled(float[] all) {
    float[] sample = new float[8192];
    double sum = 0;
    float least = Float.MAX_VALUE;
    float largest = -Float.MAX_VALUE;
    for (int j = 0; j < sample.length; j++) {
      sample[j] = all[(int) (j * 9973L % all.length)];
    }
    for (float value : all) {
      sum += value;
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    double mean = sum / all.length;
    double squares = 0;
    for (float value : all) {
      squares += (value - mean) * (value - mean);
    }
    float deviation = (float) Math.sqrt(squares / all.length);
    return GoldenArray.all(
            Map.of(
                "large@sample",
                NpzWriter.floats(new long[] {sample.length}, sample),
                "large@shape",
                NpzWriter.integers(all.length),
                "large@stats",
                NpzWriter.floats(new long[] {4}, (float) mean, deviation, least, largest)))
        .get(0);
  }
}
