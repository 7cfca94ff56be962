package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.connectors.media.VideoReader;
import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands, each with a broker and a cluster of its own. */
class CommandLineITCase {
  @TempDir Path folder;

  @Test
  void theDemoFilmsItsRenderedSample() throws IOException {
    Path film = folder.resolve("new/demo.mp4");
    Path json = folder.resolve("summary.json");

    String out = run(tiny("demo", "--seconds", "0.4", "--out", film, "--json", json));

    assertThat(out).contains("initial, untrained weights", "10 frames in, 10 out", "10 pictures");
    assertThat(frames(film)).isEqualTo(10);
    assertThat(Files.readString(json)).contains("capture to output", "p99 ms");
  }

  @Test
  void animatesARealPortraitWithARealClipAndKeepsItsSound() throws IOException {
    Path data = Path.of(System.getProperty("understudy.root"), "..", "shared", "data").normalize();
    assumeTrue(Files.isDirectory(data), "needs the real clips and portraits of " + data);
    Path clip = clipWithSound(data);
    Path film = folder.resolve("film.mp4");

    run(
        tiny(
            "animate",
            "--source",
            firstFile(data.resolve("portraits/val")),
            "--driving",
            clip,
            "--out",
            film));

    assertThat(frames(film)).isEqualTo(frames(clip));
    try (VideoReader reader = VideoReader.open(film)) {
      assertThat(reader.hasAudio()).isTrue();
    }
  }

  private Object[] tiny(Object... command) {
    Path weights = TinyModel.write(folder);
    Stream<Object> model =
        Stream.of(
            "--preset", TinyModel.PRESET.name(), "--weights", weights, "--precision", "exact");
    return Stream.concat(Stream.of(command), model).toArray();
  }

  private static String run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        UnderstudyCommand.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    assertThat(exitCode).as(err.toString()).isZero();
    return out.toString();
  }

  private static long frames(Path film) throws IOException {
    long count = 0;
    try (VideoReader reader = VideoReader.open(film)) {
      while (reader.next().isPresent()) {
        count++;
      }
    }
    return count;
  }

  /** The manifest's shortest clip with sound. */
  private static Path clipWithSound(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("MANIFEST.csv"));
    List<String> columns = List.of(lines.get(0).split(","));
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(row -> row[columns.indexOf("kind")].equals("clip"))
        .filter(row -> row[columns.indexOf("audio")].equals("1"))
        .min(
            (a, b) ->
                Double.compare(
                    Double.parseDouble(a[columns.indexOf("duration_s")]),
                    Double.parseDouble(b[columns.indexOf("duration_s")])))
        .map(row -> data.resolve(row[columns.indexOf("file")]))
        .orElseThrow();
  }

  private static Path firstFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().findFirst().orElseThrow();
    }
  }
}
