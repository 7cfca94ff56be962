package io.understudy.connectors.face;

import io.understudy.connectors.media.RgbImage;
import java.util.List;

/**
 * Finds faces in a picture.
 *
 * <p>One thread. Owns native memory; {@code close()} is idempotent. A detector remembers nothing
 * from call to call, so streams may share one.
 */
public interface FaceDetector extends AutoCloseable {
  /**
   * The faces of {@code image}, in no order, each once.
   *
   * @param smallestPixels side of the smallest face to look for; larger is faster
   */
  List<FaceBox> detect(RgbImage image, double smallestPixels);

  @Override
  void close();
}
