package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Source;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.playback.FramedPortrait;
import io.understudy.pipeline.playback.PortraitFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** More faces of the driving pictures, each with a portrait of its own. */
final class OtherFaceOptions {
  @Option(
      names = "--other-face",
      paramLabel = "IMAGE@FACE",
      description = {
        "One more face of the picture and the portrait for it, with --paste-back; up to 7 times.",
        "FACE as with --face, for example ben.jpg@index:1."
      })
  private List<String> others = List.of();

  /** The faces, {@code tracking} with another choice each. */
  List<OtherFace> faces(String sourceId, FaceTracking tracking) {
    if (others.size() > OtherFace.MOST || !others.isEmpty() && tracking == null) {
      throw new BadInputException(
          "--other-face is given %d times, at most %d work and only with --paste-back: correct the options"
              .formatted(others.size(), OtherFace.MOST));
    }
    List<OtherFace> faces = new ArrayList<>();
    for (String other : others) {
      String face = other.substring(separator(other) + 1);
      FaceTracking own = FaceOptions.tracking(face, tracking.lost(), tracking.smallestShare());
      if (own == null) {
        throw new BadInputException(
            "--other-face is '%s', the centre is no face: name one, for example index:1"
                .formatted(other));
      }
      faces.add(new OtherFace(idOf(sourceId, faces.size()), own));
    }
    return faces;
  }

  /** The portraits of the faces. */
  List<Source> sources(String sourceId, long version, Consent consent) {
    List<Source> sources = new ArrayList<>();
    for (String other : others) {
      Path image = Path.of(other.substring(0, separator(other)));
      String id = idOf(sourceId, sources.size());
      ByteString portrait = PortraitFile.read(image);
      Crop face = FramedPortrait.around(portrait);
      sources.add(new Source(id, version, portrait, face, consent, false));
    }
    return sources;
  }

  private static String idOf(String sourceId, int index) {
    return sourceId + "-" + (index + 2);
  }

  private static int separator(String other) {
    int at = other.lastIndexOf('@');
    if (at < 1) {
      throw new BadInputException(
          "--other-face is '%s', it must be IMAGE@FACE; write for example ben.jpg@index:1"
              .formatted(other));
    }
    return at;
  }
}
