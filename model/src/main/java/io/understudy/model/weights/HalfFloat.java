package io.understudy.model.weights;

/** The two 16-bit float formats, as single precision. */
final class HalfFloat {
  private HalfFloat() {}

  static float fromBrain(short bits) {
    return Float.intBitsToFloat(bits << 16);
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
