package io.understudy.deploy.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.v1.ReenactedFrame;
import org.junit.jupiter.api.Test;

class RepeatFilterTest {
  private final RepeatFilter filter = new RepeatFilter(2);

  @Test
  void dropsWhatARestartOfTheJobRepeats() {
    assertThat(filter.isNew("feed", 1, 0)).isTrue();
    assertThat(filter.isNew("feed", 1, 1)).isTrue();
    assertThat(filter.isNew("feed", 1, 0)).isFalse();
    assertThat(filter.isNew("feed", 1, 1)).isFalse();
    assertThat(filter.isNew("feed", 1, 2)).isTrue();
  }

  @Test
  void takesAFeedThatStartsAnewInAHigherEpoch() {
    assertThat(filter.isNew("feed", 1, 900)).isTrue();
    assertThat(filter.isNew("feed", 2, 0)).isTrue();
    assertThat(filter.isNew("feed", 1, 901)).isFalse();
  }

  @Test
  void keepsStreamsApart() {
    assertThat(filter.isNew("a", 1, 5)).isTrue();
    assertThat(filter.isNew("b", 1, 5)).isTrue();
  }

  @Test
  void forgetsTheStreamThatWasSilentForLongest() {
    filter.isNew("a", 1, 5);
    filter.isNew("b", 1, 5);
    filter.isNew("a", 1, 6);
    filter.isNew("c", 1, 5);

    assertThat(filter.isNew("a", 1, 6)).isFalse();
    assertThat(filter.isNew("b", 1, 5)).isTrue();
  }

  @Test
  void aStreamsNameCannotLeaveTheDirectoryOfTheExample() {
    SubscribedFrame frame = new SubscribedFrame("a/../../etc", ReenactedFrame.getDefaultInstance());

    assertThat(SubscriberExample.fileName(frame)).isEqualTo("a_______etc.jpg");
  }
}
