package io.understudy.operators.training;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.training.LabelledFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the frames of clips in the size of training. One thread.
 *
 * @param sizePixels side that frames are resized to
 * @param detector looks for landmarks in the frames as they were recorded; borrowed
 */
public record ClipReader(int sizePixels, Optional<LandmarkDetector> detector) {
  private static final int LEAST_FRAMES = 2;

  /**
   * All frames of a clip in order.
   *
   * @throws IOException with one sentence if it cannot be decoded or has fewer than two frames
   */
  public List<LabelledFrame> read(Clip clip) throws IOException {
    List<LabelledFrame> frames = new ArrayList<>();
    clip.read(image -> frames.add(labelled(image)));
    if (frames.size() < LEAST_FRAMES) {
      throw new IOException(
          "clip %s has %d frames, a pair needs two: leave it out or give a longer one"
              .formatted(clip.name(), frames.size()));
    }
    return frames;
  }

  private LabelledFrame labelled(RgbImage image) {
    double scaleX = (double) sizePixels / image.widthPixels();
    double scaleY = (double) sizePixels / image.heightPixels();
    return new LabelledFrame(
        picture(PictureTransform.resized(image, sizePixels, sizePixels)),
        detector
            .flatMap(mesh -> mesh.detect(picture(image)))
            .map(face -> face.scaled(scaleX, scaleY)));
  }

  private static Picture picture(RgbImage image) {
    return new Picture(image.widthPixels(), image.heightPixels(), image.rgb());
  }
}
