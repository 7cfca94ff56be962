package io.understudy.model.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.KernelModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernel pack: what DJL's own operations lack or do slowly, as functions of one TorchScript
 * file ({@code kernels.py}). A catalogue; composing them is the layers' business.
 *
 * <p>Images are NCHW, grids NHW2 with (x, y) in [-1, 1]. Results attach to the manager given at
 * construction and to the open {@link Scope}. Thread-safe.
 */
public final class Kernels {
  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;

  private final PtNDManager manager;
  private final KernelModule module;
  private final boolean gradients;
  private final Map<Shape, NDArray> grids = new ConcurrentHashMap<>();
  private final Map<Interpolation, NDArray> interpolations = new ConcurrentHashMap<>();
  private volatile KernelListener listener = KernelListener.NONE;

  private Kernels(PtNDManager manager, boolean gradients) {
    this.manager = manager;
    this.gradients = gradients;
    this.module = load(manager);
  }

  /** Kernels whose results carry no gradients. */
  public static Kernels forInference(NDManager manager) {
    return new Kernels((PtNDManager) manager, false);
  }

  /** Kernels that record what gradients need, on threads readied for training. */
  static Kernels forTraining(NDManager manager) {
    return new Kernels((PtNDManager) manager, true);
  }

  private static KernelModule load(PtNDManager manager) {
    try {
      Path archive = Files.createTempFile("understudy-kernels", ".pt");
      try (InputStream source = Kernels.class.getResourceAsStream("kernels.py")) {
        TorchScriptArchive.write(
            archive, new String(source.readAllBytes(), StandardCharsets.UTF_8));
        return new KernelModule(manager, archive);
      } finally {
        Files.deleteIfExists(archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel pack cannot be unpacked to the temp folder", e);
    }
  }

  /**
   * Runs a function of the pack by name.
   *
   * @param arguments tensors, {@code int}, {@code double}, {@code boolean}, {@code String}, {@code
   *     long[]}, {@code double[]} or lists of tensors
   */
  public NDArray call(String function, Object... arguments) {
    NDArray result = module.call(manager, gradients, function, arguments);
    listener.called(function, arguments, result);
    return result;
  }

  /** Lets {@code other} hear every {@link #call} from now on; replaces the listener before. */
  public void listen(KernelListener other) {
    listener = other;
  }

  /** As {@link #call} for functions that return a list of tensors; not heard. */
  public List<NDArray> callForList(String function, Object... arguments) {
    return module.callForList(manager, gradients, function, arguments);
  }

  /** fp32, NCHW order in memory. */
  public NDArray toFloat(NDArray x) {
    return call("cast", x, FLOAT32, false);
  }

  /** fp32, channels last in memory; only maps (four axes). */
  public NDArray toFloatChannelsLast(NDArray x) {
    return call("cast", x, FLOAT32, true);
  }

  /** bf16, channels last in memory; only maps (four axes). */
  public NDArray toBfloat16ChannelsLast(NDArray x) {
    return call("cast", x, BFLOAT16, true);
  }

  /** bf16, memory order kept contiguous. */
  public NDArray toBfloat16(NDArray x) {
    return call("cast", x, BFLOAT16, false);
  }

  /** Bilinear sampling, zero outside; computed in fp32, result in {@code x}'s type. */
  public NDArray gridSample(NDArray x, NDArray grid, boolean alignCorners) {
    return call("grid_sample", x, grid, alignCorners);
  }

  /**
   * As {@link #gridSample}, each place times its occlusion (B, 1, H, W), fp32: 0 where the source
   * is not visible.
   */
  public NDArray gridSampleVisible(
      NDArray x, NDArray grid, NDArray occlusion, boolean alignCorners) {
    return call("grid_sample_visible", x, grid, occlusion, alignCorners);
  }

  /** Bilinear resize without antialiasing. */
  public NDArray resize(NDArray x, int height, int width, boolean alignCorners) {
    return call("resize", x, height, width, alignCorners);
  }

  /** As {@link #resize}, or {@code x} itself where it has that size. */
  public NDArray resizeIfNeeded(NDArray x, int height, int width, boolean alignCorners) {
    boolean same = x.getShape().get(2) == height && x.getShape().get(3) == width;
    return same ? x : resize(x, height, width, alignCorners);
  }

  /** A flow (B, h, w, 2) resized bilinearly, or itself where it has that size. */
  public NDArray resizeGrid(NDArray grid, int height, int width, boolean alignCorners) {
    boolean same = grid.getShape().get(1) == height && grid.getShape().get(2) == width;
    if (same) {
      return grid;
    }
    NDArray rows = matrix((int) grid.getShape().get(1), height, alignCorners);
    return call(
        "resize_grid", grid, rows, matrix((int) grid.getShape().get(2), width, alignCorners));
  }

  /**
   * As {@link #resizeIfNeeded} for fp32 maps of few channels: two products with constant matrices,
   * where libtorch interpolates number by number.
   */
  public NDArray resizePlanes(NDArray x, int height, int width, boolean alignCorners) {
    boolean same = x.getShape().get(2) == height && x.getShape().get(3) == width;
    if (same) {
      return x;
    }
    NDArray rows = matrix((int) x.getShape().get(2), height, alignCorners);
    return resample(x, rows, matrix((int) x.getShape().get(3), width, alignCorners));
  }

  /** {@code rows} x {@code columns}^T: new samples along both axes of fp32 maps. */
  public NDArray resample(NDArray x, NDArray rows, NDArray columns) {
    return call("resample", x, rows, columns);
  }

  private NDArray matrix(int from, int to, boolean alignCorners) {
    return interpolations.computeIfAbsent(
        new Interpolation(from, to, alignCorners), this::newMatrix);
  }

  private NDArray newMatrix(Interpolation interpolation) {
    try (Scope scope = new Scope()) {
      Shape shape = new Shape(interpolation.to(), interpolation.from());
      return scope.own(manager.create(interpolation.weights(), shape));
    }
  }

  /**
   * The coordinate grid (H, W, 2) of {@code map}'s size, corners on -1 and 1. Made once for each
   * size: it belongs to the manager, and nobody closes or writes it.
   */
  public NDArray grid(NDArray map) {
    Shape size = map.getShape().slice(2);
    return grids.computeIfAbsent(size, missing -> newGrid(map, missing));
  }

  private NDArray newGrid(NDArray like, Shape size) {
    try (Scope scope = new Scope()) {
      return scope.own(call("grid", like, (int) size.get(0), (int) size.get(1)));
    }
  }

  /** Nearest-neighbour enlargement by two. */
  public NDArray nearestTwice(NDArray x) {
    return call("nearest_twice", x);
  }

  /** Mean of 2x2 squares. */
  public NDArray averagePool(NDArray x) {
    return call("avg_pool", x);
  }

  /** Softmax along {@code axis}; shape and type of {@code x}. */
  public NDArray softmax(NDArray x, int axis) {
    return call("softmax", x, axis);
  }

  /** The parts, of equal size along all other axes, one behind the other along {@code axis}. */
  public NDArray concat(int axis, NDArray... parts) {
    return call("concat", List.of(parts), axis);
  }

  /**
   * {@code factor * x}. Not DJL's {@code x.mul(number)}: that puts the number into memory which
   * Java may take back before the gradients are asked for.
   */
  public NDArray times(NDArray x, double factor) {
    return call("times", x, factor);
  }

  /** {@code factor * x + summand}; see {@link #times} for why not DJL's. */
  public NDArray affine(NDArray x, double factor, double summand) {
    return call("affine", x, factor, summand);
  }

  /** {@code leakyRelu(0)} is the plain rectifier. */
  public NDArray leakyRelu(NDArray x, double slope) {
    return call("leaky_relu", x, slope);
  }

  /** The exact (erf) form. */
  public NDArray gelu(NDArray x) {
    return call("gelu", x);
  }
}
