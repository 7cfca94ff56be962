package io.understudy.model.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.Picture;
import io.understudy.model.detector.SearchTiles.Tile;
import org.junit.jupiter.api.Test;

class SearchTilesTest {
  @Test
  void theWholePictureIsEnoughForALargeFace() {
    assertThat(SearchTiles.of(640, 360, 200)).containsExactly(new Tile(0, 0, 640));
  }

  @Test
  void everySmallFaceLiesWholeInATileThatShowsIt() {
    int face = 60;
    for (int top = 0; top + face <= 720; top += 33) {
      for (int left = 0; left + face <= 1280; left += 29) {
        int x = left;
        int y = top;
        assertThat(SearchTiles.of(1280, 720, face))
            .as("face at %d, %d", x, y)
            .anyMatch(
                tile ->
                    face >= 0.15 * tile.side()
                        && tile.left() <= x
                        && tile.top() <= y
                        && tile.left() + tile.side() >= x + face
                        && tile.top() + tile.side() >= y + face);
      }
    }
  }

  @Test
  void aNarrowPictureIsNotSearchedForFacesOfAPixel() {
    assertThat(SearchTiles.of(16_384, 16, 0.12 * 16).size()).isLessThan(400);
    assertThat(SearchTiles.of(16, 16_384, 0.02 * 16).size()).isLessThan(400);
  }

  @Test
  void aTileOfAPictureHoldsItsPixels() {
    byte[] rgb = new byte[3 * 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) i;
    }
    Picture cut = new Tile(2, 1, 5).cut(new Picture(4, 3, rgb));
    assertThat(cut.widthPixels()).isEqualTo(2);
    assertThat(cut.heightPixels()).isEqualTo(2);
    assertThat(cut.rgb()).containsExactly(18, 19, 20, 21, 22, 23, 30, 31, 32, 33, 34, 35);
  }
}
