package io.understudy.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.Picture;
import io.understudy.pipeline.BadInputException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders of pictures, whose grey levels tell which they are. */
class FilmPairTest {
  private static final int SIDE = 64;

  @TempDir Path folder;

  @Test
  void withinOneIdentityTheFirstPictureIsTheSourceAndNotJudged() throws IOException {
    Path clip = clip("anna_1", 10, 11, 12, 13);
    try (FilmPair pair = open(clip, clip, Protocol.SAME, 1)) {
      assertThat(grey(pair.source())).isEqualTo(10);
      assertThat(grey(pair.first())).isEqualTo(10);
      assertThat(judged(pair)).containsExactly(11, 12, 13);
    }
  }

  @Test
  void acrossIdentitiesTheDriversFirstPictureIsJudgedToo() throws IOException {
    Path driver = clip("ben_1", 20, 21, 22);
    try (FilmPair pair = open(driver, clip("anna_1", 10, 11), Protocol.CROSS, 1)) {
      assertThat(grey(pair.source())).isEqualTo(10);
      assertThat(grey(pair.first())).isEqualTo(20);
      assertThat(judged(pair)).containsExactly(20, 21, 22);
    }
  }

  @Test
  void theFirstPictureIsKnownWhereAStrideLeavesItOut() throws IOException {
    Path driver = clip("ben_1", 20, 21, 22, 23, 24, 25);
    try (FilmPair pair = open(driver, clip("anna_1", 10), Protocol.CROSS, 3)) {
      assertThat(grey(pair.first())).isEqualTo(20);
      assertThat(judged(pair)).containsExactly(22, 25);
    }
  }

  @Test
  void whatIsNoPictureIsLeftOutOfAFolder() throws IOException {
    Path clip = clip("anna_1", 10, 11);
    Files.writeString(clip.resolve("0.txt"), "taken in spring");
    try (FilmPair pair = open(clip, clip, Protocol.SAME, 1)) {
      assertThat(judged(pair)).containsExactly(11);
    }
  }

  @Test
  void aBrokenPictureAndAFolderWithoutAnyAreNamed() throws IOException {
    Path broken = clip("anna_1", 10);
    Files.writeString(broken.resolve("1.png"), "no picture at all");
    Path empty = clip("ben_1");

    try (FilmPair pair = open(broken, broken, Protocol.SAME, 1)) {
      assertThatThrownBy(pair::next)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(broken.resolve("1.png").toString());
    }
    assertThatThrownBy(() -> open(empty, empty, Protocol.SAME, 1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(empty + " has no frame");
  }

  private static FilmPair open(Path driving, Path source, Protocol protocol, int every) {
    FrameSelection selection = new FrameSelection(every, 10);
    return FilmPair.open(
        new TestPair("clip", driving.toString(), source.toString(), false, protocol, selection),
        SIDE);
  }

  private static List<Integer> judged(FilmPair pair) {
    List<Integer> greys = new ArrayList<>();
    for (Optional<TestFrame> next = pair.next(); next.isPresent(); next = pair.next()) {
      greys.add(grey(next.get().driving()));
    }
    return greys;
  }

  private static int grey(Picture picture) {
    return picture.rgb()[0] & 0xff;
  }

  private Path clip(String name, int... greys) throws IOException {
    Path clip = Files.createDirectory(folder.resolve(name));
    for (int i = 0; i < greys.length; i++) {
      BufferedImage image = new BufferedImage(96, SIDE, BufferedImage.TYPE_INT_RGB);
      Graphics2D brush = image.createGraphics();
      brush.setColor(new Color(greys[i], greys[i], greys[i]));
      brush.fillRect(0, 0, 96, SIDE);
      brush.dispose();
      ImageIO.write(image, "png", clip.resolve(i + ".png").toFile());
    }
    return clip;
  }
}
