package io.understudy.operators.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowedHistogramTest {
  private long nanos;
  private final WindowedHistogram histogram = new WindowedHistogram(() -> nanos);

  @Test
  void givesQuantilesMeanAndExtremes() {
    for (int i = 1; i <= 100; i++) {
      histogram.update(i);
    }
    assertThat(histogram.getCount()).isEqualTo(100);
    assertThat(histogram.getStatistics().getQuantile(0.5)).isEqualTo(50);
    assertThat(histogram.getStatistics().getQuantile(0.99)).isEqualTo(99);
    assertThat(histogram.getStatistics().getMean()).isEqualTo(50.5);
    assertThat(histogram.getStatistics().getMin()).isEqualTo(1);
    assertThat(histogram.getStatistics().getMax()).isEqualTo(100);
    assertThat(histogram.getStatistics().getStdDev()).isBetween(28.0, 30.0);
    assertThat(histogram.getStatistics().size()).isEqualTo(100);
  }

  @Test
  void showsSeveralReportersTheSame() {
    histogram.update(7);
    assertThat(histogram.getStatistics().getMax()).isEqualTo(7);
    assertThat(histogram.getStatistics().getMax()).isEqualTo(7);
  }

  @Test
  void forgetsWhatIsOlderThanTwoWindowsButNotTheCount() {
    histogram.update(1000);
    histogram.getStatistics();
    nanos = WindowedHistogram.WINDOW_NANOS;
    histogram.update(10);
    assertThat(histogram.getStatistics().getMax()).isGreaterThanOrEqualTo(1000);
    nanos = 2 * WindowedHistogram.WINDOW_NANOS;
    assertThat(histogram.getStatistics().getMax()).isEqualTo(10);
    nanos = 9 * WindowedHistogram.WINDOW_NANOS;
    assertThat(histogram.getStatistics().size()).isZero();
    assertThat(histogram.getCount()).isEqualTo(2);
  }

  @Test
  void countsANegativeLatencyAsZero() {
    histogram.update(-5);
    assertThat(histogram.getStatistics().getMin()).isZero();
  }
}
