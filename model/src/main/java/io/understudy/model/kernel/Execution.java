package io.understudy.model.kernel;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Where and how a network runs: its manager (owner of all its native memory), its kernels and its
 * precision policy. Closing it frees everything that the network holds.
 */
public final class Execution implements AutoCloseable {
  private final NDManager manager;
  private final Kernels kernels;
  private final Precision precision;
  private final boolean bfloat16;
  private final boolean training;
  private final ReadWriteLock use;

  private Execution(
      NDManager manager,
      Kernels kernels,
      Precision precision,
      boolean bfloat16,
      boolean training,
      ReadWriteLock use) {
    this.use = use;
    this.manager = manager;
    this.kernels = kernels;
    this.precision = precision;
    this.bfloat16 = bfloat16;
    this.training = training;
  }

  /** An execution on {@code device}; the caller closes it. */
  public static Execution open(Device device, Precision precision) {
    NDManager manager = NDManager.newBaseManager(device, "PyTorch");
    prepareThread();
    Kernels kernels = Kernels.forInference(manager);
    return new Execution(
        manager,
        kernels,
        precision,
        precision == Precision.FAST,
        false,
        new ReentrantReadWriteLock());
  }

  /**
   * An execution whose results carry gradients, with weights in fp32 and nothing packed or folded;
   * the caller closes it. The calling thread is readied for training.
   *
   * @param precision {@code exact}: fp32 throughout; {@code fast}: maps are bf16, channels last
   */
  public static Execution openForTraining(Device device, Precision precision) {
    NDManager manager = NDManager.newBaseManager(device, "PyTorch");
    prepareThreadForTraining();
    boolean mixed = precision == Precision.FAST;
    return new Execution(
        manager,
        Kernels.forTraining(manager),
        Precision.EXACT,
        mixed,
        true,
        new ReentrantReadWriteLock());
  }

  /**
   * The same execution with fp32 maps, for parts whose result moves pixels rather than colours them
   * (keypoints): fused and packed where the policy is {@code fast}, but not rounded.
   */
  public Execution inFloat() {
    return new Execution(manager, kernels, precision, false, training, use);
  }

  /** Threads that libtorch computes with where nothing else is said. */
  public static int threads() {
    return Threads.ALL;
  }

  /** {@link #prepareThread(int)} with all threads. */
  public static void prepareThread() {
    prepareThread(threads());
  }

  /**
   * Readies the calling thread for inference: gradient mode and graph optimisation are thread-local
   * in libtorch and on in new threads, and the number of threads to compute with is thread-local
   * too. Cheap; every entry from outside calls it.
   */
  public static void prepareThread(int threads) {
    JniUtils.setGradMode(false);
    prepare(threads);
  }

  /** Readies the calling thread for training: gradient mode is thread-local in libtorch. */
  public static void prepareThreadForTraining() {
    JniUtils.setGradMode(true);
    prepare(threads());
  }

  private static void prepare(int threads) {
    JniUtils.setGraphExecutorOptimize(false);
    // Asking first: a thread's first question sets its number to what any thread said last.
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
  }

  /** Read before any thread is told another number. */
  private static final class Threads {
    static final int ALL = JniUtils.getNumThreads();
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

  /** Whether convolutions are packed and batch norm folded. */
  public boolean fast() {
    return precision == Precision.FAST;
  }

  /** Whether results carry gradients and batch norm uses and gathers batch statistics. */
  public boolean training() {
    return training;
  }

  /** Whether maps are bf16. */
  public boolean bfloat16() {
    return bfloat16;
  }

  public boolean onCpu() {
    return !manager.getDevice().isGpu();
  }

  /**
   * Whether convolutions of bf16 maps run on AMX: then reading weights and maps costs more than
   * arithmetic, so layers of small maps take other forms. Some of them round differently.
   */
  public boolean multipliesTiles() {
    return bfloat16 && onCpu() && Processor.MULTIPLIES_TILES;
  }

  /** A map as the layers of this execution expect it. */
  public NDArray toWorking(NDArray map) {
    if (bfloat16) {
      return kernels.toBfloat16ChannelsLast(map);
    }
    return fast() ? kernels.toFloatChannelsLast(map) : map;
  }

  /** A map or sequence as fp32. */
  public NDArray toFloat(NDArray map) {
    return bfloat16 ? kernels.toFloat(map) : map;
  }

  /**
   * Where several threads share an execution: held for reading by whoever makes or frees tensors,
   * for writing by whoever needs that nobody does.
   */
  public ReadWriteLock use() {
    return use;
  }

  /**
   * Native bytes of all live tensors. Reading one that is freed meanwhile can end the process, so
   * nobody may make or free any: see {@link #use}.
   */
  public long nativeBytes() {
    return manager.getManagedArrays().stream().mapToLong(Execution::bytes).sum();
  }

  /** Native bytes of one tensor. */
  public static long bytes(NDArray array) {
    int elementBytes = array.getDataType().getNumOfBytes();
    return array.size() * (elementBytes == 0 ? 2 : elementBytes);
  }

  @Override
  public void close() {
    manager.close();
  }
}
