package io.understudy.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.Picture;
import io.understudy.model.training.LabelledFrame;
import io.understudy.model.training.Pair;
import io.understudy.model.training.Preview;
import io.understudy.model.training.PreviewMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SheetRowTest {
  private static final int SIZE = 4;
  private static final Picture BLACK = new Picture(SIZE, SIZE, new byte[3 * SIZE * SIZE]);
  private static final Pair PAIR = new Pair(frame(), frame());

  /** Each place of a 2x2 flow shows itself. */
  private static final PreviewMap AT_REST =
      new PreviewMap(2, 2, new float[] {-1, -1, 1, -1, -1, 1, 1, 1});

  @Test
  void everyColumnHasAPictureOfTheSourcesSize() {
    assertThat(row(Optional.empty(), Optional.empty()))
        .hasSameSizeAs(SheetRow.COLUMNS)
        .allMatch(picture -> picture.widthPixels() == SIZE && picture.heightPixels() == SIZE);
  }

  @Test
  void whatThePresetLacksIsGrey() {
    List<Picture> row = row(Optional.empty(), Optional.empty());
    for (String lacking :
        List.of("rectified driving frame", "occlusion", "flow rebuilt from its codes")) {
      assertThat(row.get(SheetRow.COLUMNS.indexOf(lacking)).rgb()).as(lacking).containsOnly(0x80);
    }
  }

  @Test
  void aFlowAtRestIsWhite() {
    PreviewMap noOffsets = new PreviewMap(2, 2, new float[8]);
    List<Picture> row = row(Optional.empty(), Optional.of(noOffsets));
    for (String flow : List.of("flow", "flow rebuilt from its codes")) {
      assertThat(row.get(SheetRow.COLUMNS.indexOf(flow)).rgb()).as(flow).containsOnly(0xff);
    }
  }

  @Test
  void mapsAreEnlargedWithoutSmoothing() {
    PreviewMap right = new PreviewMap(2, 2, new float[] {0, 1, 0, 1});
    byte[] rgb =
        row(Optional.of(right), Optional.empty()).get(SheetRow.COLUMNS.indexOf("occlusion")).rgb();
    assertThat(red(rgb, 0)).isEqualTo(red(rgb, 1)).isLessThan(red(rgb, 2));
    assertThat(red(rgb, 2)).isEqualTo(red(rgb, 3));
  }

  private static int red(byte[] rgb, int pixel) {
    return Byte.toUnsignedInt(rgb[3 * pixel]);
  }

  private static List<Picture> row(Optional<PreviewMap> occlusion, Optional<PreviewMap> rebuilt) {
    return SheetRow.of(
        PAIR, new Preview(Optional.empty(), BLACK, AT_REST, occlusion, rebuilt, BLACK));
  }

  private static LabelledFrame frame() {
    return new LabelledFrame(BLACK);
  }
}
