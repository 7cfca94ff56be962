package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.pipeline.BadInputException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a stream's session is to be run. */
final class SessionOptions {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset of the session (default: the job's).")
  private String preset = "";

  @Option(
      names = "--weights-id",
      paramLabel = "ID",
      description = "Weights of the preset (default: the job's current ones).")
  private String weightsId = "";

  @Option(
      names = "--delivery",
      paramLabel = "live|complete",
      description = "Whether late frames are dropped (default: live).")
  private DeliveryMode delivery = DeliveryMode.LIVE;

  @Option(
      names = "--deadline-millis",
      paramLabel = "N",
      description = "Age at which a live frame is dropped (default: the job's).")
  private long deadlineMillis;

  @Mixin private PictureOptions pictures;

  /** The portraits of the session's other faces. */
  List<Source> otherSources(String sourceId, long version, Consent consent) {
    return pictures.otherSources(sourceId, version, consent);
  }

  /** The square of a portrait that is animated. */
  Crop frame(ByteString portrait) {
    return pictures.frame(portrait);
  }

  boolean live() {
    return delivery == DeliveryMode.LIVE;
  }

  /**
   * The session that these options describe.
   *
   * @throws BadInputException if a value is out of range
   */
  Session session(String streamId, String sourceId) {
    require(deadlineMillis >= 0, "--deadline-millis", deadlineMillis, "0 or more");
    return pictures.session(streamId, sourceId, preset, weightsId, delivery, deadlineMillis);
  }

  private static void require(boolean holds, String option, long value, String rule) {
    if (!holds) {
      throw new BadInputException(
          "%s is %d, it must be %s; give another number".formatted(option, value, rule));
    }
  }
}
