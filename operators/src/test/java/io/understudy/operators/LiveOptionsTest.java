package io.understudy.operators;

import static io.understudy.operators.testing.Frames.options;
import static io.understudy.operators.testing.Frames.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.operators.reenactor.ModelKey;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class LiveOptionsTest {
  private static LiveOptions with(int maxBatchFrames, int jpegQuality, String defaultPreset) {
    return new LiveOptions(
        maxBatchFrames,
        2,
        3,
        0,
        3,
        500,
        100,
        100,
        jpegQuality,
        true,
        "AI",
        defaultPreset,
        "w7",
        1000,
        0,
        8);
  }

  @Test
  void noPictureIsAllowedThatARecordOfTheTopicsCannotHold() {
    LiveOptions o = LiveOptions.DEFAULTS;
    assertThat(o.maxPictureBytes()).isEqualTo(PictureBounds.MOST_BYTES).isLessThan(10 << 20);
    assertThatThrownBy(() -> withMaxPictureBytes(PictureBounds.MOST_BYTES + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxPictureBytes is 9437185, it must be from 1 to 9437184");
  }

  private static LiveOptions withMaxPictureBytes(int bytes) {
    return new LiveOptions(
        1, 2, 3, 0, 3, 500, bytes, 100, 90, true, "AI", "fomm", "w7", 1000, 0, 8);
  }

  private static Session asking(String preset, String weightsId, boolean label) {
    return new Session(
        "a",
        "s",
        preset,
        weightsId,
        MotionMode.RELATIVE,
        DeliveryMode.LIVE,
        40,
        Crop.CENTRE,
        0,
        false,
        label,
        false);
  }

  @Test
  void refusesWhatCannotWorkWithNameValueAndRule() {
    assertThatThrownBy(() -> with(0, 90, "fake"))
        .hasMessage("maxBatchFrames is 0, it must be at least 1: correct the option");
    assertThatThrownBy(() -> with(1, 101, "fake"))
        .hasMessage("jpegQuality is 101, it must be from 1 to 100: correct the option");
    assertThatThrownBy(() -> with(1, 90, " ")).hasMessageContaining("defaultPreset");
  }

  @Test
  void fillsTheModelIn() {
    LiveOptions options = with(1, 90, "fake");
    assertThat(options.modelOf(asking("", "", true))).isEqualTo(new ModelKey("fake", "w7"));
    assertThat(options.modelOf(asking("", "w8", true))).isEqualTo(new ModelKey("fake", "w8"));
    assertThat(options.modelOf(asking("other", "", true))).isEqualTo(new ModelKey("other", ""));
  }

  @Test
  void takesTheDeadlineOfTheSessionOrItsOwn() {
    assertThat(options().deadlineMicros(asking("", "", true))).isEqualTo(40_000);
    assertThat(options().deadlineMicros(session("a", "s"))).isEqualTo(1_000_000);
  }

  @Test
  void letsASessionSwitchTheLabelOffOnlyWhereTheDeploymentAllowsIt() {
    assertThat(options().labels(asking("", "", false))).isTrue();
    assertThat(with(1, 90, "fake").labels(asking("", "", false))).isFalse();
    assertThat(with(1, 90, "fake").labels(asking("", "", true))).isTrue();
  }

  @Test
  void travelsWithTheJob() throws Exception {
    byte[] bytes = InstantiationUtil.serializeObject(LiveOptions.DEFAULTS);
    assertThat(
            (Object) InstantiationUtil.deserializeObject(bytes, LiveOptions.class.getClassLoader()))
        .isEqualTo(LiveOptions.DEFAULTS);
  }
}
