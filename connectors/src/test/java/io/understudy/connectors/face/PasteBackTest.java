package io.understudy.connectors.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.face.PasteBack.Head;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PasteBackTest {
  private static final int[] SKIN = {205, 150, 125};
  private static final double FACE_WIDTH = 0.24;
  private static final double FACE_HEIGHT = 0.32;

  private static RgbImage plain(int width, int height, int value) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) value);
    return new RgbImage(width, height, rgb);
  }

  /** Light from the left, some grain, and a wall that changes colour from top to bottom. */
  private static RgbImage room() {
    Random random = new Random(3);
    byte[] rgb = new byte[3 * 320 * 240];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 320;
      int y = i / 3 / 320;
      double tint = i % 3 == 0 ? y * 0.3 : 30;
      rgb[i] = (byte) (170 - 0.3 * x + tint + random.nextInt(7) - 3);
    }
    return new RgbImage(320, 240, rgb);
  }

  private static int red(RgbImage image, int x, int y) {
    return image.rgb()[3 * (y * image.widthPixels() + x)] & 0xff;
  }

  @Test
  void thePictureStaysAsItIsWhereTheHeadIsWhatWasThere() {
    RgbImage room = room();
    Square square = new Square(51, 32, 160);
    RgbImage same = PictureTransform.crop(room, square);
    assertThat(PasteBack.paste(room, List.of(new Head(square, same))).rgb()).isEqualTo(room.rgb());
  }

  @Test
  void nothingOutsideTheSquareAndNothingOfTheGivenPictureIsTouched() {
    RgbImage whole = plain(200, 150, 40);
    byte[] before = whole.rgb().clone();
    Square square = new Square(60, 30, 100);
    RgbImage pasted = PasteBack.paste(whole, List.of(new Head(square, plain(64, 64, 240))));
    assertThat(whole.rgb()).isEqualTo(before);
    assertThat(red(pasted, 110, 80)).isEqualTo(240);
    for (int i = 0; i < 200 * 150; i++) {
      int x = i % 200;
      int y = i / 200;
      boolean inside = x >= 60 && x < 160 && y >= 30 && y < 130;
      assertThat(inside || red(pasted, x, y) == 40).isTrue();
    }
  }

  @Test
  void colourGrowsFromThePicturesToTheHeadsWithoutAStep() {
    Square square = new Square(50, 50, 200);
    RgbImage pasted =
        PasteBack.paste(plain(300, 300, 60), List.of(new Head(square, plain(256, 256, 180))));
    for (int x = 50; x < 150; x++) {
      int step = red(pasted, x, 150) - red(pasted, x - 1, 150);
      assertThat(step).isBetween(0, 5);
    }
    assertThat(red(pasted, 76, 150)).isBetween(58, 62);
  }

  @Test
  void aHeadInOtherLightLeavesNoSeam() {
    RgbImage room = room();
    Square square = new Square(60, 20, 200);
    byte[] other = PictureTransform.crop(room, square).rgb().clone();
    for (int i = 0; i < other.length; i++) {
      other[i] = (byte) Math.min(255, (other[i] & 0xff) * 0.8 + (i % 3 == 2 ? 50 : 10));
    }
    RgbImage head = new RgbImage(200, 200, other);
    RgbImage pasted = PasteBack.paste(room, List.of(new Head(square, head)));
    RgbImage hard = Seam.hardPaste(room, square, head);
    assertThat(Seam.of(pasted, square)).isLessThan(1.1);
    assertThat(Seam.of(hard, square)).isGreaterThan(3);
    double after = Seam.levels(pasted, square);
    assertThat(after).isLessThan(Seam.levels(room, square) + 2);
    assertThat(Seam.levels(hard, square)).isGreaterThan(3 * after);
  }

  @Test
  void theWallBehindAPortraitDoesNotComeAlong() {
    RgbImage room = plain(320, 240, 128);
    Square square = new Square(60, 20, 200);
    RgbImage pasted =
        PasteBack.paste(room, List.of(new Head(square, portrait(200, new int[] {230, 190, 20}))));

    for (int x = 0; x < 320; x++) {
      for (int channel = 0; channel < 3; channel++) {
        int level = pasted.rgb()[3 * (120 * 320 + x) + channel] & 0xff;
        boolean face = Math.abs(x - 160) < FACE_WIDTH * 200 + 10;
        assertThat(face || Math.abs(level - 128) < 6)
            .as("channel %d at %d is %d, the room has 128", channel, x, level)
            .isTrue();
      }
    }
    assertThat(red(pasted, 160, 120)).isEqualTo(SKIN[0]);
  }

  @Test
  void aFaceInTheColourOfItsWallStaysWhole() {
    Square square = new Square(60, 20, 200);
    RgbImage head = portrait(200, SKIN);
    RgbImage pasted = PasteBack.paste(plain(320, 240, 128), List.of(new Head(square, head)));
    for (int x = 130; x <= 190; x++) {
      assertThat(red(pasted, x, 120)).isBetween(SKIN[0] - 3, SKIN[0] + 3);
    }
  }

  /** An oval of skin before a plain wall. */
  private static RgbImage portrait(int side, int[] wall) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      double x = (i / 3 % side + 0.5) / side - 0.5;
      double y = (i / 3 / side + 0.5) / side - 0.5;
      boolean face = Math.hypot(x / FACE_WIDTH, y / FACE_HEIGHT) < 1;
      rgb[i] = (byte) (face ? SKIN : wall)[i % 3];
    }
    return new RgbImage(side, side, rgb);
  }

  @Test
  void anOutputSizeIsTheShorterEdgeAndKeepsTheShape() throws PictureException {
    RgbImage portrait = PictureTransform.scaled(plain(90, 160, 8), 45);
    assertThat(portrait.widthPixels()).isEqualTo(45);
    assertThat(portrait.heightPixels()).isEqualTo(80);
    assertThat(PictureTransform.scaled(plain(320, 180, 8), 720).widthPixels()).isEqualTo(1280);
  }

  @Test
  void severalHeadsGoIntoOnePicture() {
    RgbImage whole = plain(300, 120, 90);
    Head left = new Head(new Square(10, 10, 100), plain(32, 32, 20));
    Head right = new Head(new Square(190, 10, 100), plain(32, 32, 220));
    RgbImage pasted = PasteBack.paste(whole, List.of(left, right));
    assertThat(red(pasted, 60, 60)).isEqualTo(20);
    assertThat(red(pasted, 240, 60)).isEqualTo(220);
    assertThat(red(pasted, 150, 60)).isEqualTo(90);
  }
}
