package io.understudy.pipeline.viewer;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.DigitalSourceType;
import io.understudy.connectors.provenance.JpegMark;
import io.understudy.connectors.provenance.VisibleLabel;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.util.List;
import java.util.stream.IntStream;

/** Rendered heads as JPEGs, one for each seed. */
public final class Heads {
  public static final int SIDE_PIXELS = 256;

  private static final int QUALITY = 85;
  private static final long MOTION_SEED = 7;
  private static final double SECONDS_BETWEEN = 0.12;

  private Heads() {}

  public static ByteString portrait(long seed) {
    return ByteString.copyFrom(jpeg(render(seed, HeadState.NEUTRAL)));
  }

  /** A head that talks, as a camera gives it. */
  public static List<ByteString> talking(long seed, int frames) {
    return IntStream.range(0, frames)
        .mapToObj(frame -> ByteString.copyFrom(jpeg(moving(seed, frame))))
        .toList();
  }

  /** The head with the same motion, as the job gives it. */
  public static List<ByteString> reenacted(long seed, int frames) {
    VisibleLabel label = new VisibleLabel("synthetic");
    return IntStream.range(0, frames)
        .mapToObj(frame -> jpeg(label.draw(moving(seed, frame))))
        .map(jpeg -> ByteString.copyFrom(JpegMark.mark(jpeg, DigitalSourceType.COMPOSITE)))
        .toList();
  }

  private static RgbImage moving(long seed, int frame) {
    return render(seed, DrivingMotion.of(MOTION_SEED).at(frame * SECONDS_BETWEEN));
  }

  private static RgbImage render(long seed, HeadState state) {
    Scene scene = new Scene(HeadIdentity.random(seed), state, Light.STUDIO);
    Picture picture = HeadRenderer.render(scene, SIDE_PIXELS);
    return new RgbImage(picture.widthPixels(), picture.heightPixels(), picture.rgb());
  }

  private static byte[] jpeg(RgbImage image) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return codec.encodeJpeg(image, QUALITY);
    }
  }
}
