package io.understudy.model.weights;

/** The two 16-bit float formats, from and to single precision. */
final class HalfFloat {
  private HalfFloat() {}

  static float fromBrain(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The nearest half precision number, ties to even; too large ones become infinite. */
  static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    } else if (magnitude >= 65520) {
      return (short) (sign | 0x7c00);
    } else if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int exponent = Math.getExponent(magnitude);
    int fraction = (int) Math.rint((magnitude / Math.scalb(1.0, exponent) - 1) * 1024);
    return (short) (sign | ((exponent + 15) * 1024 + fraction));
  }

  static float fromHalf(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
  }
}
