package io.understudy.model.weights;

/** Type of a tensor's elements; names equal those of the safetensors format. */
public enum ElementType {
  /** IEEE 754 single precision. */
  F32(4),
  /** The upper half of a single precision number. */
  BF16(2),
  /** IEEE 754 half precision. */
  F16(2),
  /** 64-bit integer. */
  I64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
