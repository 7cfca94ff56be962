package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.model.Picture;
import io.understudy.model.preset.Presets;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainCommandTest {
  @TempDir Path folder;
  private Path source;
  private Path clip;
  private Path page;

  @BeforeEach
  void renderHeads() throws IOException {
    source = folder.resolve("source.png");
    clip = folder.resolve("clip.mp4");
    page = folder.resolve("page.html");
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
        VideoWriter video = VideoWriter.open(clip, 128, 128, 25)) {
      Files.write(source, codec.encodePng(head(2, HeadState.NEUTRAL)));
      video.write(head(7, DrivingMotion.of(7).at(0)), 0);
      video.write(head(7, DrivingMotion.of(7).at(1)), 40_000);
      video.finish();
    }
  }

  private static RgbImage head(long identity, HeadState state) {
    Picture picture =
        HeadRenderer.render(new Scene(HeadIdentity.random(identity), state, Light.STUDIO), 128);
    return new RgbImage(128, 128, picture.rgb());
  }

  static Stream<String> compactPresets() {
    return Presets.names().stream().filter(name -> name.endsWith("-compact"));
  }

  @ParameterizedTest
  @MethodSource("compactPresets")
  void writesOnePageOfFiguresThatNeedsNothingElse(String preset) throws IOException {
    Invocation explained = explain("--preset", preset, "--frame", 1);

    assertThat(explained.exitCode()).as(explained.err()).isEqualTo(ExitCode.OK);
    String html = Files.readString(page);
    assertThat(html)
        .contains("How %s reenacts".formatted(preset))
        .contains("<h2>Keypoints", "<h2>Sparse motion masks", "<h2>Flow", "<h2>Occlusion")
        .contains("initial flow, at most", "warped", "source warped by the last flow alone")
        .doesNotContain("<script", "http:", "https:", "src=\"/");
    assertThat(html.contains("rectified to the source's scale")).isEqualTo(hasScale(preset));
    assertThat(html.contains("no scale transformation")).isEqualTo(!hasScale(preset));
    assertThat(html.contains("refined flow, at most")).isEqualTo(hasCodebooks(preset));
    assertThat(html.contains("rebuilt from its nearest codes")).isEqualTo(hasCodebooks(preset));
    assertThat(html.split("attention: as if")).hasSize(hasCodebooks(preset) ? 9 : 1);
    assertThat(html.split("nearest codes of 1024 places")).hasSize(hasCodebooks(preset) ? 9 : 1);
    assertThat(html.contains("has no codebooks")).isEqualTo(!hasCodebooks(preset));
    assertThat(html.contains("attention over the memory")).isEqualTo(hasMemory(preset));
    assertThat(html.contains("of an equal share")).isEqualTo(hasMemory(preset));
    assertThat(html.contains("memory after the implicit scale code")).isEqualTo(hasMemory(preset));
    assertThat(html.contains("has no memory")).isEqualTo(!hasMemory(preset));
    assertThat(html.contains("compensates nothing"))
        .isEqualTo(!hasMemory(preset) && !hasCodebooks(preset));
  }

  private static boolean hasScale(String preset) {
    return preset.startsWith("ostnet") || preset.startsWith("understudy");
  }

  private static boolean hasCodebooks(String preset) {
    return preset.startsWith("synergize") || preset.startsWith("understudy");
  }

  private static boolean hasMemory(String preset) {
    return preset.startsWith("mcnet");
  }

  @Test
  void refusesAFrameThatTheClipDoesNotHaveAndAPictureThatIsNone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "this is no picture");

    explain("--frame", 2).refuses(clip, "has no frame 2");
    explain("--frame", -1).refuses("--frame is -1");
    Invocation.of("explain", "--source", text, "--driving", clip, "--out", page)
        .refuses(text, "is not an image");
    Invocation.of("explain", "--source", source, "--driving", text, "--out", page)
        .refuses("driving", text);
    assertThat(page).doesNotExist();
  }

  @Test
  void takesAPictureAsDriving() {
    Invocation explained =
        Invocation.of(
            "explain",
            "--source",
            source,
            "--driving",
            source,
            "--preset",
            "fomm-compact",
            "--weights",
            "initial",
            "--out",
            page);

    assertThat(explained.exitCode()).as(explained.err()).isEqualTo(ExitCode.OK);
    assertThat(explained.out()).contains("fomm-compact explained in " + page);
  }

  private Invocation explain(Object... more) {
    return Invocation.of(
        Stream.concat(
                Stream.of("explain", "--source", source, "--driving", clip, "--out", page)
                    .map(Object.class::cast),
                Stream.concat(
                    Stream.of("--weights", "initial").map(Object.class::cast), Stream.of(more)))
            .toArray());
  }
}
