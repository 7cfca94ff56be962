package io.understudy.model;

/**
 * Everything of a source portrait that does not depend on the driving frame: keypoints, encoder
 * maps, the downsampled source. Computed once by {@link Reenactor#encode} and never per frame.
 *
 * <p>Owns native memory on the reenactor's device; whoever obtained it closes it. {@code close()}
 * is idempotent; use after close throws {@link IllegalStateException}. Not bound to a thread.
 */
public interface SourceFeatures extends AutoCloseable {
  /** Native bytes held on the device. */
  long nativeBytes();

  /**
   * The features as bytes (safetensors, maps as bf16, keypoints as fp32), to be read back by {@link
   * Reenactor#restore} of a reenactor with the same weights.
   */
  byte[] toBytes();

  @Override
  void close();
}
