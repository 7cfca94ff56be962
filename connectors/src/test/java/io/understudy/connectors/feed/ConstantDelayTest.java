package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConstantDelayTest {
  @Test
  void itemsLeaveWhenTheyAreAsOldAsTheDelayHoweverLongTheirWay() {
    ConstantDelay<String> delay = new ConstantDelay<>(500, 10);
    delay.add("fast", 1000, 1010);
    delay.add("slow", 1040, 1490);
    assertThat(delay.due(1499)).isEmpty();
    assertThat(delay.due(1500)).contains("fast");
    assertThat(delay.due(1539)).isEmpty();
    assertThat(delay.due(1540)).contains("slow");
  }

  @Test
  void whatComesTooLateIsDroppedAndCounted() {
    ConstantDelay<String> delay = new ConstantDelay<>(500, 10);
    delay.add("late", 1000, 1501);
    assertThat(delay.due(9999)).isEmpty();
    assertThat(delay.late()).isEqualTo(1);
  }

  @Test
  void anItemOfAnotherClockHoldsNobodyUp() {
    ConstantDelay<String> delay = new ConstantDelay<>(500, 10);
    delay.add("in an hour", 3_600_001_000L, 1000);
    delay.add("at the end of time", Long.MAX_VALUE, 1001);
    delay.add("now", 1040, 1050);
    assertThat(delay.due(1499)).isEmpty();
    assertThat(delay.due(1500)).contains("in an hour");
    assertThat(delay.due(1501)).contains("at the end of time");
    assertThat(delay.due(1540)).contains("now");
  }

  @Test
  void ofTooManyTheOldestGoes() {
    ConstantDelay<String> delay = new ConstantDelay<>(500, 2);
    delay.add("a", 1000, 1000);
    delay.add("b", 1001, 1001);
    delay.add("c", 1002, 1002);
    assertThat(delay.overflowed()).isEqualTo(1);
    assertThat(delay.due(1502)).contains("b");
  }

  @Test
  void noDelayHoldsAndDropsNothing() {
    ConstantDelay<String> delay = new ConstantDelay<>(0, 2);
    delay.add("old", 1000, 9000);
    assertThat(delay.due(9000)).contains("old");
    assertThat(delay.late()).isZero();
  }
}
