package io.understudy.pipeline.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CodeUseTest {
  @Test
  void countsHowOftenACodeIsTheNearest() {
    CodeUse use = CodeUse.counted(new float[] {2, 0, 2, 2}, 4);

    assertThat(use.uses()).containsExactly(1, 0, 3, 0);
    assertThat(use.used()).isEqualTo(2);
    assertThat(use.places()).isEqualTo(4);
  }

  @Test
  void perplexityIsTheNumberOfCodesWhereAllAreUsedEqually() {
    assertThat(new CodeUse(new float[] {2, 2, 0, 2, 2}).perplexity()).isCloseTo(4, within(1e-9));
    assertThat(new CodeUse(new float[] {0, 7}).perplexity()).isCloseTo(1, within(1e-9));
    assertThat(new CodeUse(new float[3]).perplexity()).isZero();
  }

  @Test
  void codesOfALaterGroupStandBehindThoseThatTheScaleDoesNotSee() {
    assertThat(new CodeUse(new float[] {1, 2}).from(2, 6).uses()).containsExactly(0, 0, 1, 2, 0, 0);
  }
}
