package io.understudy.model.ost;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.Optional;

/**
 * OSTNet's scale transformation (ST, NETWORKS section 4.1): keypoints to a latent scale code,
 * equations 1 and 2; the code to a rectified driving image, equation 3. In fp32 whatever the
 * policy. Keys {@code localisation.0}, {@code .2}, {@code .4} and {@code fiducials}.
 *
 * <p>At its initial values the rectified image is the driving image.
 */
public final class ScaleTransform {
  private final ScaleConfiguration configuration;
  private final Kernels kernels;
  private final double black;
  private final Linear first;
  private final Linear second;
  private final Linear third;
  private final Optional<Rectification> rectification;

  /** From codes to fiducials to grids. */
  private record Rectification(Linear fiducials, TpsGrid grid) {}

  /**
   * @param keypoints number of keypoints, K
   * @param black the value of black in the network's images: 0 in [0, 1], -1 in [-1, 1]
   */
  public ScaleTransform(
      Parameters tree, ScaleConfiguration configuration, int keypoints, double black) {
    this.configuration = configuration;
    this.black = black;
    Parameters parameters = tree.inFloat();
    this.kernels = parameters.execution().kernels();
    Parameters localisation = parameters.at("localisation");
    int in = (configuration.distanceVectors() ? 8 : 4) * keypoints;
    int hidden = configuration.hiddenWidth();
    this.first = new Linear(localisation.at(0), in, hidden);
    this.second = new Linear(localisation.at(2), hidden, hidden);
    this.third = new Linear(localisation.at(4), hidden, configuration.codeDimensions());
    this.rectification =
        configuration.transform()
            ? Optional.of(rectification(parameters, configuration))
            : Optional.empty();
  }

  /** Where one is configured, as networks declare it: {@code scale_transform} below their root. */
  public static Optional<ScaleTransform> below(
      Parameters root, Optional<ScaleConfiguration> configuration, int keypoints, double black) {
    return configuration.map(
        sizes -> new ScaleTransform(root.at("scale_transform"), sizes, keypoints, black));
  }

  private static Rectification rectification(
      Parameters parameters, ScaleConfiguration configuration) {
    TpsGrid grid = new TpsGrid(parameters.execution(), configuration.fiducials());
    return new Rectification(
        Linear.constant(
            parameters.at("fiducials"),
            configuration.codeDimensions(),
            2 * configuration.fiducials(),
            grid.spline().basePoints()),
        grid);
  }

  /** Whether images are rectified; else there is only the code. */
  public boolean rectifies() {
    return rectification.isPresent();
  }

  /**
   * The scale code (B, Z), fp32.
   *
   * @param source keypoints of the sources (B, K, 2)
   * @param driving keypoints of the driving images as they came
   */
  public NDArray localise(NDArray source, NDArray driving) {
    try (Scope scope = new Scope()) {
      NDArray input = kernels.call("scale_input", source, driving, configuration.distanceVectors());
      NDArray hidden = kernels.call("relu", first.forward(input));
      return scope.keep(third.forward(kernels.call("relu", second.forward(hidden))));
    }
  }

  /**
   * The driving images (B, 3, H, W) at the scale of their sources: sampled bilinearly, black
   * outside; the images themselves where nothing is rectified.
   *
   * @param code from {@link #localise}, smoothed or not
   */
  public NDArray rectify(NDArray images, NDArray code) {
    if (rectification.isEmpty()) {
      return images;
    }
    try (Scope scope = new Scope()) {
      int height = (int) images.getShape().get(2);
      int width = (int) images.getShape().get(3);
      NDArray grid = rectification.get().grid.forward(fiducials(code), height, width);
      return scope.keep(kernels.call("sample_on_black", images, grid, black));
    }
  }

  /** Where fiducials leave an image as it is: (x, y) of each; only where images are rectified. */
  public float[] basePoints() {
    return rectification.orElseThrow().grid.spline().basePoints();
  }

  /** The fiducials (B, F, 2) that a code stands for; only where images are rectified. */
  public NDArray fiducials(NDArray code) {
    Shape shape = new Shape(code.getShape().get(0), configuration.fiducials(), 2);
    return rectification.orElseThrow().fiducials.forward(code).reshape(shape);
  }
}
