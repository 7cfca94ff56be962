package io.understudy.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.SourceFeatures;
import io.understudy.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class InferenceThreadsTest {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String NAME = "at-work-";
  private static final int SLOTS = 2;

  /** The threads that OpenMP starts for a thread bear its name. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void modelsOfTwoSlotsAtWorkAtOnceHoldTheThreadsOfTwoSlotsAndNoMore() throws Exception {
    CyclicBarrier together = new CyclicBarrier(SLOTS);
    AtomicLong running = new AtomicLong();
    ExecutorService slots =
        Executors.newFixedThreadPool(SLOTS, work -> new Thread(work, NAME + work.hashCode()));
    try {
      List<Future<?>> done =
          IntStream.range(0, SLOTS)
              .<Future<?>>mapToObj(slot -> slots.submit(() -> work(together, running)))
              .toList();
      for (Future<?> slot : done) {
        slot.get();
      }
    } finally {
      slots.shutdown();
    }

    assertThat(running.get()).isEqualTo((long) SLOTS * JniUtils.getNumThreads());
  }

  private static Void work(CyclicBarrier together, AtomicLong running) throws Exception {
    try (NetworkReenactor reenactor =
            Networks.reenactor(
                Networks.initialWeights(TinyModel.PRESET, 7), Precision.FAST, Device.cpu());
        SourceFeatures source = reenactor.encode(grey())) {
      together.await();
      MotionTrack track = new MotionTrack(MotionMode.ABSOLUTE, null);
      reenactor.reenact(List.of(new DrivenFrame(source, grey(), track)));
      together.await();
      running.set(named());
      together.await();
    }
    return null;
  }

  private static Picture grey() {
    return new Picture(256, 256, new byte[3 * 256 * 256]);
  }

  private static long named() throws IOException {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads.filter(thread -> name(thread).startsWith(NAME)).count();
    }
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (IOException ended) {
      return "";
    }
  }
}
