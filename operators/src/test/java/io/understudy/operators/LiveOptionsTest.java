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
        new BatchOptions(maxBatchFrames, 2, 3, 0),
        new SessionLimits(3, 1 << 20, 500, 0),
        new SessionDefaults(defaultPreset, "w7", 1000, 0),
        new PictureOptions(100, 100, jpegQuality),
        new MarkOptions(true, "AI", ""),
        8,
        "");
  }

  @Test
  void noPictureIsAllowedThatARecordOfTheTopicsCannotHold() {
    LiveOptions o = LiveOptions.DEFAULTS;
    assertThat(o.picture().maxBytes()).isEqualTo(PictureBounds.MOST_BYTES).isLessThan(10 << 20);
    assertThatThrownBy(() -> new PictureOptions(PictureBounds.MOST_BYTES + 1, 100, 90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxPictureBytes is 9437185, it must be from 1 to 9437184");
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
    SessionDefaults defaults = with(1, 90, "fake").sessionDefaults();
    assertThat(defaults.modelOf(asking("", "", true))).isEqualTo(new ModelKey("fake", "w7"));
    assertThat(defaults.modelOf(asking("", "w8", true))).isEqualTo(new ModelKey("fake", "w8"));
    assertThat(defaults.modelOf(asking("other", "", true))).isEqualTo(new ModelKey("other", ""));
  }

  @Test
  void takesTheDeadlineOfTheSessionOrItsOwn() {
    assertThat(options().sessionDefaults().deadlineMicros(asking("", "", true))).isEqualTo(40_000);
    assertThat(options().sessionDefaults().deadlineMicros(session("a", "s"))).isEqualTo(1_000_000);
  }

  @Test
  void letsASessionSwitchTheLabelOffOnlyWhereTheDeploymentAllowsIt() {
    assertThat(options().mark().labels(asking("", "", false))).isTrue();
    assertThat(with(1, 90, "fake").mark().labels(asking("", "", false))).isFalse();
    assertThat(with(1, 90, "fake").mark().labels(asking("", "", true))).isTrue();
  }

  @Test
  void travelsWithTheJob() throws Exception {
    byte[] bytes = InstantiationUtil.serializeObject(LiveOptions.DEFAULTS);
    assertThat(
            (Object) InstantiationUtil.deserializeObject(bytes, LiveOptions.class.getClassLoader()))
        .isEqualTo(LiveOptions.DEFAULTS);
  }
}
