package io.understudy.pipeline.train;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.explain.Intermediate;
import io.understudy.model.training.Pair;
import io.understudy.model.training.Preview;
import io.understudy.model.training.PreviewMap;
import io.understudy.pipeline.explain.ColourMap;
import io.understudy.pipeline.explain.FlowColours;
import io.understudy.pipeline.explain.FlowField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One row of a contact sheet: a pair and what the network makes of it. Pure. */
final class SheetRow {
  /** What the columns show, from left to right. */
  static final List<String> COLUMNS =
      List.of(
          "source",
          "driving frame",
          "rectified driving frame",
          "source warped by the flow alone",
          "flow",
          "occlusion",
          "flow rebuilt from its codes",
          "output");

  private static final byte LACKING = (byte) 0x80;

  private SheetRow() {}

  /** The pictures of {@link #COLUMNS}, grey where the network has no such part. */
  static List<Picture> of(Pair pair, Preview preview) {
    Picture source = pair.source().picture();
    FlowField flow = FlowField.ofPositions(array(preview.flow()));
    double longest = Math.max(flow.greatest(), 1);
    return List.of(
        source,
        pair.driving().picture(),
        preview.rectified().orElseGet(() -> grey(source)),
        preview.warped(),
        enlarged(Optional.of(FlowColours.of(flow, longest)), source),
        enlarged(preview.occlusion().map(SheetRow::occlusion), source),
        enlarged(
            preview
                .rebuiltFlow()
                .map(map -> FlowColours.of(FlowField.ofOffsets(array(map)), longest)),
            source),
        preview.output());
  }

  private static Intermediate array(PreviewMap flow) {
    return new Intermediate(new long[] {1, flow.height(), flow.width(), 2}, flow.values());
  }

  private static RgbImage occlusion(PreviewMap map) {
    return ColourMap.VIRIDIS.draw(map.values(), map.width(), 0, 1);
  }

  /** Maps are shown as they are, not smoothed. */
  private static Picture enlarged(Optional<RgbImage> map, Picture like) {
    if (map.isEmpty()) {
      return grey(like);
    }
    RgbImage small = map.get();
    int width = like.widthPixels();
    int height = like.heightPixels();
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int row = i / width * small.heightPixels() / height;
      int column = i % width * small.widthPixels() / width;
      System.arraycopy(small.rgb(), 3 * (row * small.widthPixels() + column), rgb, 3 * i, 3);
    }
    return new Picture(width, height, rgb);
  }

  private static Picture grey(Picture like) {
    byte[] rgb = new byte[like.rgb().length];
    Arrays.fill(rgb, LACKING);
    return new Picture(like.widthPixels(), like.heightPixels(), rgb);
  }
}
