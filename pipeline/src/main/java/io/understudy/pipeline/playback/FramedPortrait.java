package io.understudy.pipeline.playback;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.face.CascadeFaceDetector;
import io.understudy.connectors.face.PortraitCrop;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;

/** Frames portraits as the driving pictures of followed faces are. */
public final class FramedPortrait {
  private FramedPortrait() {}

  /** The square around the portrait's face; the centred one where none is found. */
  public static Crop around(ByteString portrait) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
        CascadeFaceDetector detector = new CascadeFaceDetector()) {
      return PortraitCrop.of(codec.decode(portrait, FrameEncoding.PNG, 0, 0), detector);
    } catch (PictureException refused) {
      return Crop.CENTRE; // the job refuses the portrait and says why
    }
  }
}
