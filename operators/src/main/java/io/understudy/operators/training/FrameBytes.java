package io.understudy.operators.training;

import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.training.LabelledFrame;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A frame as bytes of keyed state: version, width, height, number of coordinates, the coordinates
 * as floats, the pixels.
 */
final class FrameBytes {
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + 3 * Integer.BYTES;

  private FrameBytes() {}

  static byte[] of(LabelledFrame frame) {
    Picture picture = frame.picture();
    float[] coordinates = frame.landmarks().map(FaceLandmarks::coordinates).orElse(new float[0]);
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + coordinates.length * Float.BYTES + picture.rgb().length);
    bytes.put(VERSION).putInt(picture.widthPixels()).putInt(picture.heightPixels());
    bytes.putInt(coordinates.length);
    for (float coordinate : coordinates) {
      bytes.putFloat(coordinate);
    }
    return bytes.put(picture.rgb()).array();
  }

  /**
   * The frame.
   *
   * @throws IllegalStateException if a later build has written it
   */
  static LabelledFrame frame(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    byte version = bytes.get();
    if (version != VERSION) {
      throw new IllegalStateException(
          "a stored frame has version %d, this build reads %d: use the build that wrote it"
              .formatted(version, VERSION));
    }
    int width = bytes.getInt();
    int height = bytes.getInt();
    float[] coordinates = new float[bytes.getInt()];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = bytes.getFloat();
    }
    byte[] rgb = new byte[bytes.remaining()];
    bytes.get(rgb);
    return new LabelledFrame(
        new Picture(width, height, rgb),
        coordinates.length == 0 ? Optional.empty() : Optional.of(new FaceLandmarks(coordinates)));
  }
}
