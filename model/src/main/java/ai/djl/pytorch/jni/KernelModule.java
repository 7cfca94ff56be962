package ai.djl.pytorch.jni;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded TorchScript module whose methods are called by name, with or without gradients.
 *
 * <p>Lives in DJL's package because the JNI entry that runs a method with gradients is
 * package-private there; the only class of the project that does. Thread-safe: the module has no
 * state. A result attaches to the manager that the caller names.
 */
public final class KernelModule {
  private final PtSymbolBlock block;

  public KernelModule(PtNDManager manager, Path archive) {
    block = JniUtils.loadModule(manager, archive, false, new String[0], new String[0], true);
  }

  /** Runs {@code method} and returns its one tensor. */
  public NDArray call(PtNDManager manager, boolean gradients, String method, Object... arguments) {
    long result = run(gradients, method, arguments);
    try {
      return new PtNDArray(manager, PyTorchLibrary.LIB.iValueToTensor(result));
    } finally {
      PyTorchLibrary.LIB.torchDeleteIValue(result);
    }
  }

  /** Runs {@code method} and returns its list of tensors. */
  public List<NDArray> callForList(
      PtNDManager manager, boolean gradients, String method, Object... arguments) {
    long result = run(gradients, method, arguments);
    try {
      long[] handles = PyTorchLibrary.LIB.iValueToTensorList(result);
      NDArray[] arrays = new NDArray[handles.length];
      for (int i = 0; i < handles.length; i++) {
        arrays[i] = new PtNDArray(manager, handles[i]);
      }
      return List.of(arrays);
    } finally {
      PyTorchLibrary.LIB.torchDeleteIValue(result);
    }
  }

  private long run(boolean gradients, String method, Object... arguments) {
    long[] handles = new long[arguments.length];
    int made = 0;
    try {
      for (Object argument : arguments) {
        handles[made] = toIValue(argument);
        made++;
      }
      return PyTorchLibrary.LIB.moduleRunMethod(
          block.getHandle(), method, handles, gradients, false);
    } finally {
      for (int i = 0; i < made; i++) {
        PyTorchLibrary.LIB.torchDeleteIValue(handles[i]);
      }
    }
  }

  private static long toIValue(Object argument) {
    PyTorchLibrary lib = PyTorchLibrary.LIB;
    if (argument instanceof PtNDArray tensor) {
      return lib.iValueFromTensor(tensor.getHandle());
    } else if (argument instanceof Integer number) {
      return lib.iValueFromLong(number);
    } else if (argument instanceof Double number) {
      return lib.iValueFromDouble(number);
    } else if (argument instanceof Boolean flag) {
      return lib.iValueFromBool(flag);
    } else if (argument instanceof String text) {
      return lib.iValueFromString(text);
    } else if (argument instanceof long[] numbers) {
      return lib.iValueFromLongList(numbers);
    } else if (argument instanceof double[] numbers) {
      return lib.iValueFromDoubleList(numbers);
    } else if (argument instanceof List<?> tensors) {
      return lib.iValueFromTensorList(
          tensors.stream().mapToLong(t -> ((PtNDArray) t).getHandle()).toArray());
    }
    throw new IllegalArgumentException(
        "a kernel takes tensors, numbers, booleans, strings and lists of them, got " + argument);
  }
}
