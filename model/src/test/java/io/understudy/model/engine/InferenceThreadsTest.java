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
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
  void modelsOfTwoSlotsAtWorkAtOnceHoldTheThreadsOfTheirSlotEachAndDrawAsAlone() throws Exception {
    byte[] alone = drawn(() -> null);
    CyclicBarrier together = new CyclicBarrier(SLOTS);
    AtomicInteger slot = new AtomicInteger();
    ExecutorService slots =
        Executors.newFixedThreadPool(
            SLOTS, work -> new Thread(work, NAME + slot.getAndIncrement()));
    try {
      List<Future<AtWork>> done =
          IntStream.range(0, SLOTS).mapToObj(i -> slots.submit(() -> atWork(together))).toList();
      for (Future<AtWork> work : done) {
        assertThat(work.get().threads()).isEqualTo(JniUtils.getNumThreads());
        assertThat(work.get().rgb()).isEqualTo(alone);
      }
    } finally {
      slots.shutdown();
    }
  }

  /** What a slot drew, and the threads that it held while the other one held its own. */
  private record AtWork(byte[] rgb, long threads) {}

  private static AtWork atWork(CyclicBarrier together) throws Exception {
    byte[] rgb = drawn(together::await);
    together.await();
    long threads = named(Thread.currentThread().getName());
    together.await();
    return new AtWork(rgb, threads);
  }

  /** Pixels of a reenacted picture, drawn once {@code start} has returned. */
  private static byte[] drawn(Callable<?> start) throws Exception {
    try (NetworkReenactor reenactor =
            Networks.reenactor(
                Networks.initialWeights(TinyModel.PRESET, 7), Precision.FAST, Device.cpu());
        SourceFeatures source = reenactor.encode(noise(1))) {
      start.call();
      MotionTrack track = new MotionTrack(MotionMode.ABSOLUTE, null);
      return reenactor.reenact(List.of(new DrivenFrame(source, noise(2), track))).get(0).rgb();
    }
  }

  private static Picture noise(long seed) {
    byte[] rgb = new byte[3 * 256 * 256];
    new Random(seed).nextBytes(rgb);
    return new Picture(256, 256, rgb);
  }

  private static long named(String start) throws IOException {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads.filter(thread -> name(thread).startsWith(start)).count();
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
