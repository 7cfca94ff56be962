package io.understudy.pipeline.playback;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The sample that the project renders itself: one head talks, another one is the portrait. Always
 * the same; frames are rendered as they are asked for.
 */
public final class RenderedClip implements DrivingClip {
  private static final int SIDE_PIXELS = 256;
  private static final double FRAMES_PER_SECOND = 25;
  private static final int FRAMES = 150;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SOURCE_SEED = 2;
  private static final long DRIVING_SEED = 7;

  private final HeadIdentity identity = HeadIdentity.random(DRIVING_SEED);
  private final DrivingMotion motion = DrivingMotion.of(DRIVING_SEED);
  private int frame;

  /** The portrait, PNG. */
  public static ByteString portrait() {
    HeadIdentity identity = HeadIdentity.random(SOURCE_SEED);
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      RgbImage image = render(identity, HeadState.NEUTRAL);
      return UnsafeByteOperations.unsafeWrap(codec.encodePng(image));
    }
  }

  @Override
  public double framesPerSecond() {
    return FRAMES_PER_SECOND;
  }

  @Override
  public long expectedFrames() {
    return FRAMES;
  }

  @Override
  public Optional<ClipFrame> next() {
    if (frame == FRAMES) {
      return Optional.empty();
    }
    double seconds = frame++ / FRAMES_PER_SECOND;
    RgbImage image = render(identity, motion.at(seconds));
    return Optional.of(new ClipFrame(image, Math.round(seconds * MICROS_PER_SECOND)));
  }

  @Override
  public Optional<Path> sound() {
    return Optional.empty();
  }

  @Override
  public void close() {
    frame = FRAMES;
  }

  private static RgbImage render(HeadIdentity identity, HeadState state) {
    Picture picture = HeadRenderer.render(new Scene(identity, state, Light.STUDIO), SIDE_PIXELS);
    return new RgbImage(picture.widthPixels(), picture.heightPixels(), picture.rgb());
  }
}
