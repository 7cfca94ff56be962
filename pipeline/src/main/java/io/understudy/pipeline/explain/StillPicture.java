package io.understudy.pipeline.explain;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.playback.ClipFrame;
import io.understudy.pipeline.playback.PortraitFile;
import io.understudy.pipeline.playback.VideoClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The centred square of a picture, or of one frame of a clip. */
public final class StillPicture {
  private StillPicture() {}

  /**
   * From an image file.
   *
   * @throws BadInputException if it is not an image
   */
  public static Picture ofImage(Path file) {
    return square(decoded(PortraitFile.read(file), file));
  }

  /**
   * From an image file or a clip.
   *
   * @param frame of the clip, from 0; an image has only frame 0
   * @throws BadInputException if it is neither, or has no such frame
   */
  public static Picture of(Path file, int frame) {
    Optional<Picture> image = frame == 0 && Files.isReadable(file) ? image(file) : Optional.empty();
    return image.orElseGet(() -> ofClip(file, frame));
  }

  private static Optional<Picture> image(Path file) {
    try {
      return Optional.of(ofImage(file));
    } catch (BadInputException perhapsAClip) {
      return Optional.empty();
    }
  }

  private static Picture ofClip(Path file, int frame) {
    try (VideoClip clip = VideoClip.open(file)) {
      for (int i = 0; i < frame; i++) {
        clip.next();
      }
      return clip.next()
          .map(ClipFrame::image)
          .map(StillPicture::square)
          .orElseThrow(
              () ->
                  new BadInputException(
                      "driving %s has no frame %d: give the number of one of its frames, from 0"
                          .formatted(file, frame)));
    }
  }

  private static RgbImage decoded(ByteString png, Path file) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return codec.decode(png, FrameEncoding.PNG, 0, 0);
    } catch (PictureException e) {
      throw new BadInputException("picture " + file + ": " + e.getMessage(), e);
    }
  }

  private static Picture square(RgbImage image) {
    RgbImage cut = PictureTransform.crop(image, PictureTransform.square(image, Crop.CENTRE));
    return new Picture(cut.widthPixels(), cut.heightPixels(), cut.rgb());
  }
}
