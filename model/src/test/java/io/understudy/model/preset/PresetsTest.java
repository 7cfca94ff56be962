package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PresetsTest {
  @Test
  void bareNamesMeanThePublishedWidth() {
    assertThat(Presets.named("fomm")).isSameAs(Presets.named("fomm-256"));
    assertThat(Presets.named("ostnet")).isSameAs(Presets.named("ostnet-256"));
    assertThat(Presets.named("understudy")).isSameAs(Presets.named("understudy-256"));
    assertThat(Presets.named("Synergize")).isSameAs(Presets.named("synergize-256"));
  }

  @Test
  void publishedPresetsHaveThePublishedNumberOfKeypoints() {
    FommConfiguration fomm = (FommConfiguration) Presets.named("fomm").configuration();
    SynergizeConfiguration synergize =
        (SynergizeConfiguration) Presets.named("synergize").configuration();
    assertThat(fomm.keypointDetector().keypoints()).isEqualTo(10);
    assertThat(synergize.keypointDetector().keypoints()).isEqualTo(15);
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Presets.named("fom"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown preset 'fom', use one of"
                + " fomm-256, fomm-compact, mcnet-256, mcnet-compact, ostnet-256, ostnet-compact,"
                + " ostnet-live, dagan-256, tpsm-256, synergize-256, synergize-compact, understudy-256, understudy-compact, understudy-live");
  }
}
