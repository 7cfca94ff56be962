package io.understudy.model.ost;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * The expression-preserving augmentation of driving images (NETWORKS section 4.3): a face is
 * narrowed or flattened, centred on black, and keeps its expression. For training: the target stays
 * the image as it was. One call at a time.
 */
public final class ScaleAugmentation {
  private static final double LEAST = 0.7;
  private static final double MOST = 1.3;

  private final Execution execution;
  private final double black;

  /**
   * How much of the picture's width and height the image keeps; one of them is 1.
   *
   * @param x above 0, at most 1
   * @param y above 0, at most 1
   */
  public record Extent(double x, double y) {
    public Extent {
      if (!(Math.min(x, y) > 0 && Math.max(x, y) == 1)) {
        throw new IllegalArgumentException(
            "an extent must have one share of 1 and one above 0 to 1, got %s and %s"
                .formatted(x, y));
      }
    }

    /**
     * As the paper draws it: both sides resized by factors from 0.7 to 1.3, padded to a square,
     * resized back; only the ratio of the factors is left.
     */
    public static Extent draw(RandomGenerator random) {
      double width = random.nextDouble(LEAST, MOST);
      double height = random.nextDouble(LEAST, MOST);
      double side = Math.max(width, height);
      return new Extent(width / side, height / side);
    }

    /**
     * The fiducials that undo it: where in the augmented image the base points of the original are.
     *
     * @param basePoints 2 F numbers, (x, y) of each
     */
    public float[] fiducials(float[] basePoints) {
      float[] moved = new float[basePoints.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = (float) (basePoints[i] * (i % 2 == 0 ? x : y));
      }
      return moved;
    }
  }

  /**
   * @param black the value of black in the images: 0 in [0, 1], -1 in [-1, 1]
   */
  public ScaleAugmentation(Execution execution, double black) {
    this.execution = execution;
    this.black = black;
  }

  /** The images (B, 3, H, W), each with an extent of its own. */
  public NDArray apply(NDArray images, RandomGenerator random) {
    return apply(
        images,
        LongStream.range(0, images.getShape().get(0)).mapToObj(i -> Extent.draw(random)).toList());
  }

  /** The images, row i with the i-th extent; fp32, of the same size. */
  public NDArray apply(NDArray images, List<Extent> extents) {
    float[] shares = new float[2 * extents.size()];
    for (int i = 0; i < extents.size(); i++) {
      shares[2 * i] = (float) extents.get(i).x();
      shares[2 * i + 1] = (float) extents.get(i).y();
    }
    try (Scope scope = new Scope()) {
      NDArray rows = execution.manager().create(shares, new Shape(extents.size(), 1, 1, 2));
      NDArray grid = execution.kernels().grid(images).expandDims(0).div(rows);
      return scope.keep(execution.kernels().call("sample_on_black", images, grid, black));
    }
  }
}
