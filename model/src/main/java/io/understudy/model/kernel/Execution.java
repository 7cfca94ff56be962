package io.understudy.model.kernel;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Where and how a network runs: its manager (owner of all its native memory), its kernels and its
 * precision policy. Closing it frees everything that the network holds.
 */
public final class Execution implements AutoCloseable {
  private final NDManager manager;
  private final Kernels kernels;
  private final Precision precision;

  private Execution(NDManager manager, Precision precision) {
    this.manager = manager;
    this.precision = precision;
    this.kernels = Kernels.forInference(manager);
  }

  /** An execution on {@code device}; the caller closes it. */
  public static Execution open(Device device, Precision precision) {
    NDManager manager = NDManager.newBaseManager(device, "PyTorch");
    prepareThread();
    return new Execution(manager, precision);
  }

  /**
   * Readies the calling thread for inference: gradient mode and graph optimisation are thread-local
   * in libtorch and on in new threads. Cheap; every entry from outside calls it.
   */
  public static void prepareThread() {
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
  }

  public NDManager manager() {
    return manager;
  }

  public Kernels kernels() {
    return kernels;
  }

  public Precision precision() {
    return precision;
  }

  public boolean fast() {
    return precision == Precision.FAST;
  }

  public boolean onCpu() {
    return !manager.getDevice().isGpu();
  }

  /** A map as the layers of this execution expect it. */
  public NDArray toWorking(NDArray map) {
    return fast() ? kernels.toBfloat16ChannelsLast(map) : map;
  }

  /** A map or sequence as fp32. */
  public NDArray toFloat(NDArray map) {
    return fast() ? kernels.toFloat(map) : map;
  }

  /** Native bytes of all live tensors. */
  public long nativeBytes() {
    return manager.getManagedArrays().stream().mapToLong(Execution::bytes).sum();
  }

  private static long bytes(NDArray array) {
    int elementBytes = array.getDataType().getNumOfBytes();
    return array.size() * (elementBytes == 0 ? 2 : elementBytes);
  }

  @Override
  public void close() {
    manager.close();
  }
}
