package io.understudy.pipeline.trust;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoReader.VideoFrame;
import io.understudy.connectors.provenance.JpegMark;
import io.understudy.connectors.provenance.VisibleLabel;
import io.understudy.connectors.provenance.Watermark;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What marks a picture or a film bears.
 *
 * @param pictures how many pictures were looked at: of a film the first ones
 * @param digitalSourceType IPTC digital source type that it states, empty where it states none
 * @param labelledPictures how many of them show the visible label
 * @param watermarkScore see {@link Watermark#score}; empty where no key was given
 * @param sidecar what the sidecar is worth, empty where there is none
 */
public record Inspection(
    int pictures,
    Optional<String> digitalSourceType,
    int labelledPictures,
    Optional<Double> watermarkScore,
    Optional<Sidecar.Verdict> sidecar) {
  private static final int MAX_PICTURES = 50;
  private static final Pattern COMMENT = Pattern.compile("digitalSourceType=(\\S{1,200})");

  /**
   * What to look for.
   *
   * @param label the visible label
   * @param watermark the invisible mark, null to look for none
   * @param trusted the key that must have signed the sidecar, null for the one that it names
   */
  public record Sought(VisibleLabel label, Watermark watermark, PublicKey trusted) {}

  /**
   * Looks at a JPEG, a PNG or a video.
   *
   * @throws BadInputException if it is neither
   */
  public static Inspection of(Path file, Sought sought) {
    try {
      Content content = picture(file).orElse(null);
      if (content == null) {
        content = film(file);
      }
      List<RgbImage> pictures = content.pictures();
      return new Inspection(
          pictures.size(),
          content.digitalSourceType(),
          (int) pictures.stream().filter(sought.label()::isOn).count(),
          Optional.ofNullable(sought.watermark()).map(mark -> mark.score(pictures)),
          Sidecar.check(file, sought.trusted()));
    } catch (IOException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /** Whether anything that a program can read says that the file is synthetic. */
  public boolean marked() {
    return digitalSourceType.isPresent()
        || watermarkScore.filter(score -> score > Watermark.THRESHOLD).isPresent()
        || sidecar.filter(verdict -> verdict.signed() && verdict.unaltered()).isPresent();
  }

  private record Content(List<RgbImage> pictures, Optional<String> digitalSourceType) {}

  private static Optional<Content> picture(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > PictureBounds.DEFAULT.maxBytes()) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      RgbImage image = codec.decode(ByteString.copyFrom(bytes), FrameEncoding.JPEG, 0, 0);
      return Optional.of(new Content(List.of(image), JpegMark.read(bytes)));
    } catch (PictureException notPicture) {
      return Optional.empty();
    }
  }

  private static Content film(Path file) throws IOException {
    List<RgbImage> pictures = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file)) {
      Optional<VideoFrame> frame = reader.next();
      while (frame.isPresent() && pictures.size() < MAX_PICTURES) {
        pictures.add(frame.get().image());
        frame = reader.next();
      }
      Matcher comment = COMMENT.matcher(reader.comment());
      return new Content(
          pictures, comment.find() ? Optional.of(comment.group(1)) : Optional.empty());
    }
  }
}
