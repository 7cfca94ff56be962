package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import java.util.Optional;
import java.util.regex.Pattern;

/** Copies the maps of previews to the heap and passes everything on. One thread. */
final class PreviewTap implements Tap {
  private static final Pattern FLOW = Pattern.compile("deformation(_\\d)?");
  private static final Pattern OCCLUSION = Pattern.compile("occlusion_map(_\\d)?|occ_\\d");
  private static final Pattern REBUILT = Pattern.compile("motion_recon_\\d");

  private final Kernels kernels;
  private final Tap next;
  private Heard flow;
  private Heard occlusion;
  private Heard rebuilt;

  PreviewTap(Kernels kernels, Tap next) {
    this.kernels = kernels;
    this.next = next;
  }

  @Override
  public boolean training() {
    return true;
  }

  /** Networks go from coarse to fine: what is heard later is the better one. */
  @Override
  public void accept(String name, NDArray value) {
    next.accept(name, value);
    if (FLOW.matcher(name).matches()) {
      flow = heard(value, 1);
    } else if (OCCLUSION.matcher(name).matches()) {
      occlusion = heard(value, 2);
    } else if (REBUILT.matcher(name).matches()) {
      rebuilt = heard(value, 1);
    }
  }

  private Heard heard(NDArray value, int heightAxis) {
    long[] shape = value.getShape().getShape();
    return new Heard(
        (int) shape[heightAxis],
        (int) shape[heightAxis + 1],
        kernels.toFloat(value).toFloatArray());
  }

  /** The last flow of a pair of a batch. */
  PreviewMap flow(int pair, int pairs) {
    return flow.row(pair, pairs);
  }

  /** Its last occlusion map. */
  Optional<PreviewMap> occlusion(int pair, int pairs) {
    return Optional.ofNullable(occlusion).map(map -> map.row(pair, pairs));
  }

  /** Its flow as codes rebuild it. */
  Optional<PreviewMap> rebuiltFlow(int pair, int pairs) {
    return Optional.ofNullable(rebuilt).map(map -> map.row(pair, pairs));
  }

  private record Heard(int height, int width, float[] values) {
    PreviewMap row(int pair, int pairs) {
      int length = values.length / pairs;
      float[] row = new float[length];
      System.arraycopy(values, pair * length, row, 0, length);
      return new PreviewMap(height, width, row);
    }
  }
}
