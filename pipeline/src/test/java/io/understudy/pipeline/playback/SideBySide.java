package io.understudy.pipeline.playback;

import io.understudy.connectors.media.RgbImage;
import java.nio.file.Path;
import java.util.Optional;

/** Two clips of one size in one picture, which it owns; as long as the shorter one. */
public final class SideBySide implements DrivingClip {
  private final DrivingClip left;
  private final DrivingClip right;

  public SideBySide(DrivingClip left, DrivingClip right) {
    this.left = left;
    this.right = right;
  }

  @Override
  public double framesPerSecond() {
    return left.framesPerSecond();
  }

  @Override
  public long expectedFrames() {
    return Math.min(left.expectedFrames(), right.expectedFrames());
  }

  @Override
  public Optional<ClipFrame> next() {
    Optional<ClipFrame> first = left.next();
    Optional<ClipFrame> second = right.next();
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    RgbImage both = joined(first.get().image(), second.get().image());
    return Optional.of(new ClipFrame(both, first.get().presentationMicros()));
  }

  private static RgbImage joined(RgbImage one, RgbImage other) {
    int rowBytes = 3 * one.widthPixels();
    byte[] rgb = new byte[2 * one.rgb().length];
    for (int row = 0; row < one.heightPixels(); row++) {
      System.arraycopy(one.rgb(), row * rowBytes, rgb, 2 * row * rowBytes, rowBytes);
      System.arraycopy(other.rgb(), row * rowBytes, rgb, (2 * row + 1) * rowBytes, rowBytes);
    }
    return new RgbImage(2 * one.widthPixels(), one.heightPixels(), rgb);
  }

  @Override
  public Optional<Path> sound() {
    return Optional.empty();
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
