package io.understudy.model.weights;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the pickles of PyTorch checkpoints (NETWORKS section 8) and nothing else: only the classes
 * and opcodes that those files need exist; any other is refused by name and none is ever run. Not
 * thread-safe.
 */
final class TorchUnpickler extends Unpickler {
  private static final Map<String, Object> GLOBALS =
      Map.of(
          "collections.OrderedDict", (IObjectConstructor) PickledDictionary::construct,
          "torch._utils._rebuild_tensor_v2", (IObjectConstructor) PickledTensor::construct,
          "torch._utils._rebuild_parameter", (IObjectConstructor) arguments -> arguments[0],
          "torch.FloatStorage", ElementType.F32,
          "torch.HalfStorage", ElementType.F16,
          "torch.BFloat16Storage", ElementType.BF16,
          "torch.LongStorage", ElementType.I64);

  private static final Set<Short> OPCODES =
      Set.of(
          Opcodes.PROTO,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.BINUNICODE,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.BINSTRING,
          Opcodes.SHORT_BINSTRING,
          Opcodes.TUPLE,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.SETITEM,
          Opcodes.SETITEMS,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.FRAME,
          Opcodes.REDUCE,
          Opcodes.BINPERSID);

  private final Map<String, PickledStorage> storages = new HashMap<>();
  private BufferInput bytes;

  /** Reads one pickle; the input's position moves behind it. */
  Object load(BufferInput from) throws IOException {
    bytes = from;
    return super.load(from);
  }

  /** Every storage that the pickles read so far refer to, by key. */
  Map<String, PickledStorage> storages() {
    return storages;
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    switch (opcode) {
      case Opcodes.GLOBAL ->
          stack.add(global(PickleUtils.readline(input), PickleUtils.readline(input)));
      case Opcodes.STACK_GLOBAL -> {
        Object name = stack.pop();
        stack.add(global(stack.pop(), name));
      }
      case Opcodes.EMPTY_DICT -> stack.add(new PickledDictionary());
      case Opcodes.EMPTY_LIST -> stack.add(new PickledList());
      // Attributes of a dictionary (a state dict's _metadata), which nothing here needs.
      case Opcodes.BUILD -> stack.pop();
      default -> {
        checkAllowed(opcode);
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  @Override
  protected Object persistentLoad(Object id) {
    PickledStorage storage = PickledStorage.of(id);
    PickledStorage known = storages.putIfAbsent(storage.key(), storage);
    if (known != null
        && (known.type() != storage.type() || known.elements() != storage.elements())) {
      throw new PickleException("storage " + storage.key() + " is described in two ways");
    }
    return storage;
  }

  private static Object global(Object module, Object name) {
    Object known = GLOBALS.get(module + "." + name);
    if (known == null) {
      throw new WeightsException(
          "it names %s.%s, which is no part of a checkpoint and is never run; use another file"
              .formatted(module, name));
    }
    return known;
  }

  private void checkAllowed(short opcode) {
    if (!OPCODES.contains(opcode)) {
      throw new WeightsException(
          "it uses pickle opcode 0x%02x, which no checkpoint needs; use another file"
              .formatted(opcode));
    }
    boolean sized = opcode == Opcodes.BINUNICODE || opcode == Opcodes.BINSTRING;
    if (sized && bytes.peekLength() > bytes.available()) {
      throw new PickleException("a text of %d bytes is cut off".formatted(bytes.peekLength()));
    }
  }
}
