package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Keypoints;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keypoints of a batch on the device.
 *
 * @param values (B, K, 2), (x, y) in [-1, 1]
 * @param jacobians (B, K, 2, 2)
 * @param disparity (B, 1, H, W) of the images, where the detector looks at it: whoever encodes the
 *     same images need not compute it again. Empty where there is none, or none was passed on
 * @param located (B, K, 2), the values before a {@link io.understudy.model.face.FaceDetail} found
 *     some of them again; empty where none did
 */
public record KeypointTensors(
    NDArray values, NDArray jacobians, Optional<NDArray> disparity, Optional<NDArray> located) {
  /** Keypoints of a detector that looks at colours only. */
  public KeypointTensors(NDArray values, NDArray jacobians) {
    this(values, jacobians, Optional.empty(), Optional.empty());
  }

  /** The same, behind what was located at first. */
  public KeypointTensors behind(NDArray first) {
    return new KeypointTensors(values, jacobians, disparity, Optional.of(first));
  }

  /** Rows {@code from} to before {@code to}: positions and local frames alone. */
  public KeypointTensors slice(long from, long to) {
    String rows = from + ":" + to;
    return new KeypointTensors(values.get(rows), jacobians.get(rows));
  }

  /** Positions and local frames alone, through which no gradient flows back. */
  public KeypointTensors withoutGradient() {
    return new KeypointTensors(values.stopGradient(), jacobians.stopGradient());
  }

  /** Positions as {@link Network#locate} gives them: what the scale transformation compares. */
  public NDArray locatedValues() {
    return located.orElse(values);
  }

  /** The batch made of {@code rows}, all with the same number of keypoints. */
  public static KeypointTensors of(NDManager manager, List<Keypoints> rows) {
    int count = rows.get(0).count();
    float[] values = new float[rows.size() * count * 2];
    float[] jacobians = new float[rows.size() * count * 4];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row).values(), 0, values, row * count * 2, count * 2);
      System.arraycopy(rows.get(row).jacobians(), 0, jacobians, row * count * 4, count * 4);
    }
    return new KeypointTensors(
        manager.create(values, new Shape(rows.size(), count, 2)),
        manager.create(jacobians, new Shape(rows.size(), count, 2, 2)));
  }

  /** The keypoints of each row, copied to the heap. */
  public List<Keypoints> rows() {
    int batch = (int) values.getShape().get(0);
    int count = (int) values.getShape().get(1);
    float[] flatValues = values.toFloatArray();
    float[] flatJacobians = jacobians.toFloatArray();
    Keypoints[] rows = new Keypoints[batch];
    for (int row = 0; row < batch; row++) {
      rows[row] =
          new Keypoints(
              Arrays.copyOfRange(flatValues, row * count * 2, (row + 1) * count * 2),
              Arrays.copyOfRange(flatJacobians, row * count * 4, (row + 1) * count * 4));
    }
    return List.of(rows);
  }
}
