package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.feed.FeedAddress.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FeedAddressTest {
  @Test
  void tellsWhatIsAtAnAddress() throws IOException {
    assertThat(FeedAddress.input("clip.mp4", false).kind()).isEqualTo(Kind.FILE);
    assertThat(FeedAddress.input("rtmp://host/app/key", false).kind()).isEqualTo(Kind.RTMP);
    assertThat(FeedAddress.input("SRT://host:9000", false).kind()).isEqualTo(Kind.SRT);
    assertThat(FeedAddress.input("rtsp://camera/1", false).kind()).isEqualTo(Kind.RTSP);
    assertThat(FeedAddress.input("https://host/a.m3u8", false).kind()).isEqualTo(Kind.HTTP);
    assertThat(FeedAddress.output("live/a.m3u8").kind()).isEqualTo(Kind.HLS);
    assertThat(FeedAddress.output("film.mp4").kind()).isEqualTo(Kind.FILE);
    assertThat(FeedAddress.output("http://localhost:8080").kind()).isEqualTo(Kind.HTTP);
  }

  @Test
  void listensWhereItIsAskedTo() throws IOException {
    assertThat(FeedAddress.input("rtmp://0.0.0.0/live/a", true).listening()).isTrue();
    assertThat(FeedAddress.input("srt://0.0.0.0:9000?mode=listener", false).listening()).isTrue();
    assertThat(FeedAddress.input("srt://host:9000", false).listening()).isFalse();
    assertThatThrownBy(() -> FeedAddress.input("http://host/a", true))
        .hasMessageContaining("cannot be listened to");
  }

  @Test
  void refusesWhatItCannotSpeak() {
    assertThatThrownBy(() -> FeedAddress.input("ftp://host/a.mp4", false))
        .hasMessageContaining("unknown scheme 'ftp'");
    assertThatThrownBy(() -> FeedAddress.input("/dev/video-none", false))
        .hasMessageContaining("webcam '/dev/video-none' cannot be read");
    assertThatThrownBy(() -> FeedAddress.output("film.gif")).hasMessageContaining("unknown ending");
    assertThatThrownBy(() -> FeedAddress.output("rtsp://host/a"))
        .hasMessageContaining("unknown scheme 'rtsp'");
  }

  @Test
  void keepsKeysAndPasswordsToItself() throws IOException {
    assertThat(FeedAddress.output("rtmp://host:1935/app/secret"))
        .hasToString("rtmp://host:1935/app/...");
    assertThat(FeedAddress.input("srt://host:9000?passphrase=secret", false))
        .hasToString("srt://host:9000");
    assertThat(FeedAddress.input("rtsp://me:secret@camera/1", false))
        .hasToString("rtsp://camera/1");
  }
}
