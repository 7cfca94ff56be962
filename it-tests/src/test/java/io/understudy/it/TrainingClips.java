package io.understudy.it;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Clips of rendered heads as folders of pictures. */
final class TrainingClips {
  private static final double SECONDS_BETWEEN_FRAMES = 0.4;

  private TrainingClips() {}

  /** Writes clips {@code idN_0_0} of identities 1 to {@code identities} below {@code folder}. */
  static Path write(Path folder, int identities, int frames, int sizePixels) {
    for (int identity = 1; identity <= identities; identity++) {
      clip(folder.resolve("id%d_0_0".formatted(identity)), identity, frames, sizePixels);
    }
    return folder;
  }

  /** Writes one clip. */
  static void clip(Path folder, long identity, int frames, int sizePixels) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      Files.createDirectories(folder);
      for (int frame = 0; frame < frames; frame++) {
        Picture head = head(identity, frame * SECONDS_BETWEEN_FRAMES, sizePixels);
        byte[] png = codec.encodePng(new RgbImage(sizePixels, sizePixels, head.rgb()));
        Files.write(folder.resolve("%03d.png".formatted(frame)), png);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Picture head(long identity, double seconds, int sizePixels) {
    return HeadRenderer.render(
        new Scene(
            HeadIdentity.random(identity), DrivingMotion.of(identity).at(seconds), Light.STUDIO),
        sizePixels);
  }
}
