package io.understudy.model;

import java.util.List;

/**
 * A preset with weights, loaded on one device, ready to reenact.
 *
 * <p>Thread-safe: {@link #lanes} calls run side by side, more wait. The owner closes it once no
 * {@link SourceFeatures} of it are in use; {@code close()} is idempotent.
 */
public interface Reenactor extends AutoCloseable {
  /** Name of the preset, for example {@code synergize-256}. */
  String preset();

  /** Identity of the weights: the first 16 hex digits of their SHA-256, or {@code initial-SEED}. */
  String weightsId();

  /**
   * Identity of the kind of source features that are made here: weights and whatever else they
   * depend on. Those of another kind have to be encoded again.
   */
  default String featureKind() {
    return weightsId();
  }

  /** Side of the square pictures that the network takes and gives, in pixels. */
  int sizePixels();

  /** Encodes a portrait of any size (resized inside). The caller owns and closes the result. */
  SourceFeatures encode(Picture portrait);

  /**
   * Reads back what {@link SourceFeatures#toBytes} wrote. The caller owns and closes the result.
   *
   * @throws IllegalArgumentException if the bytes are damaged or were made with other weights
   */
  SourceFeatures restore(byte[] bytes);

  /** How many calls run side by side; 1 where they take turns. */
  default int lanes() {
    return 1;
  }

  /**
   * Looks at driving pictures and advances their streams' tracks, in row order. Frames of one
   * stream have to come in their order; drawing them has no order.
   */
  List<TrackedFrame> track(List<DrivenFrame> batch);

  /**
   * Draws a batch; rows may have different sources. Result i belongs to row i, side {@link
   * #sizePixels}. Batch composition does not change a row's result in {@code exact} precision by
   * more than one 8-bit level.
   */
  List<Picture> draw(List<TrackedFrame> batch);

  /** {@link #track} and {@link #draw}. */
  default List<Picture> reenact(List<DrivenFrame> batch) {
    return draw(track(batch));
  }

  /**
   * As {@link #reenact}, with the values that the network gave before they were rounded; of a
   * reenactor that knows none, those of the rounded pictures.
   */
  default List<UnroundedPicture> reenactUnrounded(List<DrivenFrame> batch) {
    return reenact(batch).stream().map(UnroundedPicture::of).toList();
  }

  /**
   * Native bytes held now by weights, features and workspaces of this reenactor. Waits until no
   * call is under way, and calls wait for it.
   */
  long nativeBytes();

  @Override
  void close();
}
