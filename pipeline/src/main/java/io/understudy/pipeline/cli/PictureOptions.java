package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.playback.FramedPortrait;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a session's pictures are to be like. */
final class PictureOptions {
  private static final long MAX_SMOOTHING_MILLIS = 60_000;

  @Option(
      names = "--motion",
      paramLabel = "relative|absolute|scaled|best",
      description = {
        "How motion is applied (default: best).",
        "best is relative to the driving frame posed most like the portrait so far, relative to the first."
      })
  private MotionMode motion = MotionMode.BEST;

  @Option(
      names = "--output-size",
      paramLabel = "PIXELS",
      description =
          "Side of the output, or its shorter edge with --paste-back (default: the network's own, or the driving picture's).")
  private int outputSizePixels;

  @Option(names = "--paste-back", description = "Return the head into the whole driving picture.")
  private boolean pasteBack;

  @Option(
      names = "--scale-smoothing-millis",
      paramLabel = "N",
      description =
          "Time constant that calms the scale of the face, 0 for none (default: the job's).")
  private Long scaleSmoothingMillis;

  @Mixin private FaceOptions face;
  @Mixin private OtherFaceOptions others;

  /** The portraits of the session's other faces. */
  List<Source> otherSources(String sourceId, long version, Consent consent) {
    return others.sources(sourceId, version, consent);
  }

  /** The square of a portrait that is animated: around its face where faces are followed. */
  Crop frame(ByteString portrait) {
    return tracking() == null ? Crop.CENTRE : FramedPortrait.around(portrait);
  }

  /**
   * A session with these pictures.
   *
   * @throws BadInputException if a value is out of range
   */
  Session session(
      String streamId,
      String sourceId,
      String preset,
      String weightsId,
      DeliveryMode delivery,
      long deadlineMillis) {
    require(
        outputSizePixels == 0 || outputSizePixels >= 16 && outputSizePixels <= 4096,
        "--output-size",
        outputSizePixels,
        "16 to 4096 pixels");
    return new Session(
            streamId,
            sourceId,
            preset,
            weightsId,
            motion,
            delivery,
            deadlineMillis,
            Crop.CENTRE,
            outputSizePixels,
            pasteBack,
            true,
            false)
        .steadied(face.jitterFilter(), smoothing(), tracking())
        .withOtherFaces(others.faces(sourceId, pasteBack ? tracking() : null));
  }

  /** A head that returns into a whole picture has to be found there first. */
  private FaceTracking tracking() {
    return pasteBack ? face.trackingOr(FaceTracking.DEFAULT) : face.trackingOr(null);
  }

  private long smoothing() {
    if (scaleSmoothingMillis == null) {
      return Session.DEFAULT_SMOOTHING;
    }
    require(
        scaleSmoothingMillis >= 0 && scaleSmoothingMillis <= MAX_SMOOTHING_MILLIS,
        "--scale-smoothing-millis",
        scaleSmoothingMillis,
        "0 to 60000");
    return scaleSmoothingMillis;
  }

  private static void require(boolean holds, String option, long value, String rule) {
    if (!holds) {
      throw new BadInputException(
          "%s is %d, it must be %s; give another number".formatted(option, value, rule));
    }
  }
}
