package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.TrackedFrame;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final int FRAMES = 12;

  @Test
  void callsSideBySideDrawWhatCallsOneAfterTheOtherDo() throws Exception {
    try (NetworkReenactor reenactor =
            Networks.reenactor(
                Networks.initialWeights(Presets.named("ostnet-compact"), 7),
                Precision.FAST,
                Device.cpu(),
                new EngineOptions(256, 0, 2));
        SourceFeatures source = reenactor.encode(drawn(0))) {
      List<TrackedFrame> tracked = new ArrayList<>();
      List<Picture> alone = new ArrayList<>();
      for (int i = 0; i < FRAMES; i++) {
        tracked.addAll(reenactor.track(List.of(frame(source, i))));
        alone.addAll(reenactor.draw(tracked.subList(i, i + 1)));
      }

      List<Picture> together = together(reenactor, tracked);

      for (int i = 0; i < FRAMES; i++) {
        assertThat(together.get(i).rgb()).as("frame %d", i).isEqualTo(alone.get(i).rgb());
      }
      assertThat(reenactor.lanes()).isEqualTo(Math.min(2, Execution.threads()));
    }
  }

  private static List<Picture> together(NetworkReenactor reenactor, List<TrackedFrame> tracked)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<List<Picture>>> calls = new ArrayList<>();
      for (TrackedFrame frame : tracked) {
        calls.add(threads.submit(() -> reenactor.draw(List.of(frame))));
      }
      List<Picture> pictures = new ArrayList<>();
      for (Future<List<Picture>> call : calls) {
        pictures.addAll(call.get());
      }
      return pictures;
    } finally {
      threads.shutdown();
    }
  }

  private static DrivenFrame frame(SourceFeatures source, int number) {
    return new DrivenFrame(source, drawn(number), new MotionTrack(MotionMode.ABSOLUTE, null));
  }

  private static Picture drawn(int seed) {
    byte[] rgb = new byte[3 * 256 * 256];
    new Random(seed).nextBytes(rgb);
    return new Picture(256, 256, rgb);
  }
}
