package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.VideoReader;
import io.understudy.pipeline.egress.FilmOutlet;
import io.understudy.pipeline.film.Film;
import io.understudy.pipeline.trust.KeyFiles;
import io.understudy.pipeline.trust.Sidecar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SignedOutletTest {
  @TempDir Path folder;
  private Path film;
  private SigningOptions signing;

  @BeforeEach
  void readTheKey() throws Exception {
    film = folder.resolve("film.mp4");
    String key = KeyFiles.write(folder.resolve("key.pem")).toString();
    signing = CommandLine.populateCommand(new SigningOptions(), "--sign-key", key);
    signing.check(film);
  }

  @Test
  void aFilmIsSignedOnceItIsComplete() throws Exception {
    SignedOutlet outlet = recorded(null);
    assertThat(film).doesNotExist();
    outlet.close();

    Sidecar.Verdict verdict = Sidecar.check(film, null).orElseThrow();
    assertThat(verdict.signed()).isTrue();
    assertThat(verdict.unaltered()).isTrue();
  }

  /** Found out only at the end, by a file that was removed meanwhile for instance. */
  @Test
  void aFilmWhoseSoundCannotBeKeptIsSignedToo() throws Exception {
    SignedOutlet outlet = recorded(folder.resolve("gone.mp4"));
    assertThatThrownBy(outlet::close).hasMessageContaining("written without sound");

    assertThat(Sidecar.check(film, null).orElseThrow().unaltered()).isTrue();
    try (VideoReader reader = VideoReader.open(film)) {
      assertThat(reader.next()).isPresent();
    }
  }

  /** What lies there instead is not what was recorded. */
  @Test
  void aFilmThatCannotBeCompletedIsNotSigned() throws Exception {
    SignedOutlet outlet = recorded(null);
    Files.createDirectories(film.resolve("in the way"));
    assertThatThrownBy(outlet::close).isInstanceOf(RuntimeException.class);

    assertThat(Sidecar.of(film)).doesNotExist();
  }

  @Test
  void framesThatCannotBeDecodedAreLeftOutAndTold() throws Exception {
    StringWriter told = new StringWriter();
    ByteString picture = RecordedFrames.jpeg(64, 64);
    try (SignedOutlet outlet =
        new SignedOutlet(
            new FilmOutlet(Film.recording(film, 25), null),
            signing,
            film,
            new PrintWriter(told, true))) {
      outlet.write(RecordedFrames.frame("feed", 0, picture));
      outlet.write(RecordedFrames.frame("feed", 1, ByteString.copyFromUtf8("no picture")));
      outlet.write(RecordedFrames.frame("feed", 2, picture));
      assertThat(outlet.dropped()).isEqualTo(1);
    }

    assertThat(told.toString()).contains("Frames that cannot be decoded: 1; in " + film);
    try (VideoReader reader = VideoReader.open(film)) {
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isEmpty();
    }
    assertThat(Sidecar.check(film, null).orElseThrow().unaltered()).isTrue();
  }

  private SignedOutlet recorded(Path sound) {
    FilmOutlet recording = new FilmOutlet(Film.recording(film, 25), sound);
    SignedOutlet outlet =
        new SignedOutlet(recording, signing, film, new PrintWriter(new StringWriter()));
    ByteString picture = RecordedFrames.jpeg(64, 64);
    for (int i = 0; i < 3; i++) {
      outlet.write(RecordedFrames.frame("feed", i, picture));
    }
    return outlet;
  }
}
