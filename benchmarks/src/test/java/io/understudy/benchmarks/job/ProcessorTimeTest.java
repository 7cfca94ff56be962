package io.understudy.benchmarks.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessorTimeTest {
  private static final long BUSY_NANOS = 30_000_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Test
  @Timeout(60)
  void whatAThreadTakesCountsForThePartThatItsNameTells() throws InterruptedException {
    ProcessorTime start = ProcessorTime.now();
    assumeThat(start.nanos()).isNotEmpty();
    CountDownLatch worked = new CountDownLatch(1);
    CountDownLatch counted = new CountDownLatch(1);
    Thread worker = new Thread(() -> work(worked, counted), "reenact-worker: test");
    worker.start();
    worked.await();

    double millis = ProcessorTime.now().millisOfFrame(start, 3).get(ProcessPart.WORKER);

    counted.countDown();
    worker.join();
    assertThat(millis).isBetween(BUSY_NANOS / 3e6, 10 * BUSY_NANOS / 3e6);
  }

  private void work(CountDownLatch worked, CountDownLatch counted) {
    long end = threads.getCurrentThreadCpuTime() + BUSY_NANOS;
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
    worked.countDown();
    try {
      counted.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void threadsOfNoKnownNameAreTheRest() {
    assertThat(ProcessPart.ofThread("flink-metrics-s")).isEqualTo(ProcessPart.REST);
    assertThat(ProcessPart.ofThread("kafka-1-raft-io")).isEqualTo(ProcessPart.BROKER);
    assertThat(ProcessPart.ofThread("kafka-producer-")).isEqualTo(ProcessPart.CLIENTS);
  }
}
