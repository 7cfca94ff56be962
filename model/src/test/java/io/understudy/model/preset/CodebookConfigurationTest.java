package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CodebookConfigurationTest {
  @Test
  void allocatedCodesGrowWithTheScale() {
    assertThat(multi(CodeSharing.ALLOCATED).codesAt(32)).isEqualTo(new CodeRange(0, 256));
    assertThat(multi(CodeSharing.ALLOCATED).codesAt(256)).isEqualTo(new CodeRange(0, 1024));
  }

  @Test
  void splitCodesBelongToOneScale() {
    assertThat(multi(CodeSharing.SPLIT).codesAt(128)).isEqualTo(new CodeRange(512, 768));
  }

  @Test
  void sharedCodesAreSeenByEveryScale() {
    assertThat(multi(CodeSharing.SHARED).codesAt(32)).isEqualTo(new CodeRange(0, 1024));
  }

  @Test
  void aSingleScaleSeesAllCodes() {
    CodebookConfiguration single =
        new CodebookConfiguration(CodebookScales.SINGLE, CodeSharing.ALLOCATED, 64, 32, 1, 4);

    assertThat(single.codesAt(32)).isEqualTo(new CodeRange(0, 64));
    assertThat(single.compensates(64)).isFalse();
    assertThatThrownBy(() -> single.codesAt(64)).hasMessageContaining("no step at 64");
  }

  private static CodebookConfiguration multi(CodeSharing sharing) {
    return new CodebookConfiguration(CodebookScales.MULTI, sharing, 1024, 32, 2, 8);
  }
}
