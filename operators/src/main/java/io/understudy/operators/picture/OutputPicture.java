package io.understudy.operators.picture;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.face.FaceCover;
import io.understudy.connectors.face.FaceView.Action;
import io.understudy.connectors.face.PasteBack;
import io.understudy.connectors.face.PasteBack.Head;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.DigitalSourceType;
import io.understudy.connectors.provenance.JpegMark;
import io.understudy.connectors.provenance.VisibleLabel;
import io.understudy.connectors.provenance.Watermark;
import io.understudy.model.Picture;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.MarkOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From the network's picture to the marked JPEG that leaves the job: resized or pasted back,
 * labelled, encoded, marked. One thread, that of the codec, which is borrowed.
 */
public final class OutputPicture {
  private final PictureCodec codec;
  private final int jpegQuality;
  private final MarkOptions marks;
  private final VisibleLabel label;
  private final Optional<Watermark> watermark;

  public OutputPicture(PictureCodec codec, LiveOptions options) {
    this.codec = codec;
    this.jpegQuality = options.picture().jpegQuality();
    this.marks = options.mark();
    this.label = new VisibleLabel(marks.labelText());
    this.watermark =
        marks.watermarkKeyFile().isEmpty()
            ? Optional.empty()
            : Optional.of(Watermark.ofKeyFile(Path.of(marks.watermarkKeyFile())));
  }

  /**
   * A driving picture and what was made of its square.
   *
   * @param driving a picture that drives
   */
  public record Reenacted(DrivingPicture driving, Picture picture) {}

  /**
   * Encodes a reenacted picture in the session's output size: its side, or its shorter edge where
   * it is pasted back; without one the network's own, or the driving picture's.
   *
   * @param heads at least one, all of one driving picture; several only with paste-back
   * @throws PictureException if the driving picture is too large in that size
   */
  public Encoded encode(List<Reenacted> heads, Session session) throws PictureException {
    return encode(
        place(heads, session),
        session.pasteBack() ? DigitalSourceType.COMPOSITE : DigitalSourceType.TRAINED,
        session);
  }

  /**
   * Encodes what is shown in place of a reenacted picture while there is no face: the driving
   * picture as it came, or a slate; in the size that a reenacted one would have, labelled and
   * marked like one.
   *
   * @param sidePixels side of the network's own pictures
   * @throws PictureException if the driving picture is too large in that size
   */
  public Encoded encodeFaceless(DrivingPicture driving, Session session, int sidePixels)
      throws PictureException {
    RgbImage shown = sized(driving.whole(), session, sidePixels);
    boolean passes = driving.view().action() == Action.PASS_THROUGH;
    RgbImage picture = passes ? shown : slate(shown.widthPixels(), shown.heightPixels());
    return encode(picture, DigitalSourceType.COMPOSITE, session);
  }

  private static RgbImage sized(RgbImage whole, Session session, int sidePixels)
      throws PictureException {
    int pixels = session.outputSizePixels();
    if (session.pasteBack()) {
      return pixels == 0 ? whole : PictureTransform.scaled(whole, pixels);
    }
    RgbImage square = PictureTransform.crop(whole, PictureTransform.square(whole, Crop.CENTRE));
    int side = pixels == 0 ? sidePixels : pixels;
    return PictureTransform.resized(square, side, side);
  }

  private static RgbImage slate(int widthPixels, int heightPixels) {
    byte[] rgb = new byte[3 * widthPixels * heightPixels];
    Arrays.fill(rgb, FaceCover.LEVEL);
    return new RgbImage(widthPixels, heightPixels, rgb);
  }

  private Encoded encode(RgbImage placed, DigitalSourceType type, Session session) {
    RgbImage labelled = marks.labels(session) ? label.draw(placed) : placed;
    RgbImage marked = watermark.map(mark -> mark.draw(labelled)).orElse(labelled);
    byte[] jpeg = JpegMark.mark(codec.encodeJpeg(marked, jpegQuality), type);
    return new Encoded(placed.widthPixels(), placed.heightPixels(), jpeg, type.uri());
  }

  private static RgbImage place(List<Reenacted> heads, Session session) throws PictureException {
    int pixels = session.outputSizePixels();
    if (session.pasteBack()) {
      RgbImage whole =
          PasteBack.paste(
              heads.get(0).driving().whole(), heads.stream().map(OutputPicture::head).toList());
      return pixels == 0 ? whole : PictureTransform.scaled(whole, pixels);
    }
    RgbImage face = Pictures.fromModel(heads.get(0).picture());
    return pixels == 0 ? face : PictureTransform.enlarged(face, pixels, pixels);
  }

  private static Head head(Reenacted reenacted) {
    return new Head(reenacted.driving().view().square(), Pictures.fromModel(reenacted.picture()));
  }

  /**
   * A picture ready to leave.
   *
   * @param jpeg marked as synthetic media
   * @param digitalSourceType the mark, an IPTC digital source type URI
   */
  public record Encoded(int widthPixels, int heightPixels, byte[] jpeg, String digitalSourceType) {}
}
