package io.understudy.operators.picture;

import io.understudy.connectors.contract.Session;
import io.understudy.connectors.face.PasteBack;
import io.understudy.connectors.face.PasteBack.Head;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.DigitalSourceType;
import io.understudy.connectors.provenance.JpegMark;
import io.understudy.connectors.provenance.VisibleLabel;
import io.understudy.model.Picture;
import io.understudy.operators.LiveOptions;
import java.util.List;

/**
 * From the network's picture to the marked JPEG that leaves the job: resized or pasted back,
 * labelled, encoded, marked. One thread, that of the codec, which is borrowed.
 */
public final class OutputPicture {
  private final PictureCodec codec;
  private final LiveOptions options;
  private final VisibleLabel label;

  public OutputPicture(PictureCodec codec, LiveOptions options) {
    this.codec = codec;
    this.options = options;
    this.label = new VisibleLabel(options.labelText());
  }

  /**
   * Encodes a reenacted picture in the session's output size: its side, or its shorter edge where
   * it is pasted back; without one the network's own, or the driving picture's.
   */
  public Encoded encode(Picture reenacted, DrivingPicture driving, Session session) {
    RgbImage placed = place(Pictures.fromModel(reenacted), driving, session);
    RgbImage labelled = options.labels(session) ? label.draw(placed) : placed;
    DigitalSourceType type =
        session.pasteBack() ? DigitalSourceType.COMPOSITE : DigitalSourceType.TRAINED;
    byte[] jpeg = JpegMark.mark(codec.encodeJpeg(labelled, options.jpegQuality()), type);
    return new Encoded(placed.widthPixels(), placed.heightPixels(), jpeg, type.uri());
  }

  private static RgbImage place(RgbImage face, DrivingPicture driving, Session session) {
    int pixels = session.outputSizePixels();
    if (session.pasteBack()) {
      Head head = new Head(driving.square(), face);
      RgbImage whole = PasteBack.paste(driving.whole(), List.of(head));
      return pixels == 0 ? whole : PictureTransform.scaled(whole, pixels);
    }
    return pixels == 0 ? face : PictureTransform.resized(face, pixels, pixels);
  }

  /**
   * A picture ready to leave.
   *
   * @param jpeg marked as synthetic media
   * @param digitalSourceType the mark, an IPTC digital source type URI
   */
  public record Encoded(int widthPixels, int heightPixels, byte[] jpeg, String digitalSourceType) {}
}
