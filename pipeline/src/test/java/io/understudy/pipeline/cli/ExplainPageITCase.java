package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.pipeline.viewer.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of {@code explain} in a real browser. */
@Tag("slow")
@Timeout(420)
class ExplainPageITCase {
  private static final String FIGURES = "return document.querySelectorAll('figure').length";

  private static final String SHOWN =
      """
      return [...document.querySelectorAll('figure')].filter(figure => {
        const content = figure.querySelector('img, svg').getBoundingClientRect();
        const image = figure.querySelector('img');
        return content.width > 100 && content.height > 50 && content.right <= innerWidth
            && (!image || image.naturalWidth > 0);
      }).length
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mcnet-compact", "understudy-compact"})
  void aBrowserShowsEveryFigureInsideThePage(String preset) throws IOException {
    Path source = folder.resolve("source.png");
    Path page = folder.resolve("page.html");
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      Files.write(source, codec.encodePng(head()));
    }
    Invocation explained =
        Invocation.of(
            "explain",
            "--source",
            source,
            "--driving",
            source,
            "--out",
            page,
            "--preset",
            preset,
            "--weights",
            "initial");
    assertThat(explained.exitCode()).as(explained.err()).isEqualTo(ExitCode.OK);

    Optional<Browser> opened = Browser.open(page.toUri().toString());

    assumeTrue(opened.isPresent(), "no chromium with chromedriver on the PATH");
    try (Browser browser = opened.get()) {
      Files.write(Path.of("target", "explain-" + preset + ".png"), browser.screenshot());
      assertThat(browser.count(FIGURES)).isGreaterThan(30);
      assertThat(browser.count(SHOWN)).isEqualTo(browser.count(FIGURES));
      assertThat(browser.complaints()).isEqualTo("[]");
    }
  }

  private static RgbImage head() {
    Scene scene = new Scene(HeadIdentity.random(2), HeadState.NEUTRAL, Light.STUDIO);
    Picture picture = HeadRenderer.render(scene, 128);
    return new RgbImage(128, 128, picture.rgb());
  }
}
