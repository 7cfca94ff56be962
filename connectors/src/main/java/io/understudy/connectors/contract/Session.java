package io.understudy.connectors.contract;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Which source a stream drives and how, a record of the topic {@code sessions}; a tombstone stops
 * the stream.
 *
 * @param streamId key of the record
 * @param sourceId the source to animate
 * @param preset name of the preset, empty for the job's default
 * @param weightsId weights of the preset, empty for the job's current ones
 * @param motion motion mode
 * @param delivery live or complete
 * @param deadlineMillis age beyond which a live frame is dropped, ms
 * @param drivingCrop the square of the driving picture that is used
 * @param outputSizePixels side of the output, or its shorter edge with paste-back; 0 for the
 *     network's own, or the driving picture's
 * @param pasteBack whether the head returns into the full driving picture
 * @param label whether the visible label is drawn (only a deployment may switch it off)
 * @param stopped whether the record was a tombstone
 * @param jitterFilter calms the driving keypoints, null for none
 * @param scaleSmoothingMillis time constant of the scale code, ms; 0 for none, {@link
 *     #DEFAULT_SMOOTHING} for the job's
 * @param faceTracking finds and follows the driving face, null for the fixed crop
 * @param otherFaces more faces of the same pictures, each with its own source; they need {@code
 *     pasteBack} and {@code faceTracking}
 */
@TypeInfo(SessionSerializer.Factory.class)
public record Session(
    String streamId,
    String sourceId,
    String preset,
    String weightsId,
    MotionMode motion,
    DeliveryMode delivery,
    long deadlineMillis,
    Crop drivingCrop,
    int outputSizePixels,
    boolean pasteBack,
    boolean label,
    boolean stopped,
    JitterFilter jitterFilter,
    long scaleSmoothingMillis,
    FaceTracking faceTracking,
    List<OtherFace> otherFaces) {
  /** The job's own time constant of scale codes. */
  public static final long DEFAULT_SMOOTHING = -1;

  public Session {
    otherFaces = List.copyOf(otherFaces);
    if (!otherFaces.isEmpty()
        && (!pasteBack || faceTracking == null || otherFaces.size() > OtherFace.MOST)) {
      throw new IllegalArgumentException(
          "session of %s has %d other faces, up to %d are allowed and need paste-back and a followed face: correct the session"
              .formatted(streamId, otherFaces.size(), OtherFace.MOST));
    }
  }

  /** A session that neither calms nor follows the driving face. */
  public Session(
      String streamId,
      String sourceId,
      String preset,
      String weightsId,
      MotionMode motion,
      DeliveryMode delivery,
      long deadlineMillis,
      Crop drivingCrop,
      int outputSizePixels,
      boolean pasteBack,
      boolean label,
      boolean stopped) {
    this(
        streamId,
        sourceId,
        preset,
        weightsId,
        motion,
        delivery,
        deadlineMillis,
        drivingCrop,
        outputSizePixels,
        pasteBack,
        label,
        stopped,
        null,
        DEFAULT_SMOOTHING,
        null,
        List.of());
  }

  /**
   * A session that says nothing special: the deployment's preset and weights, the centred square at
   * the network's size, labelled.
   */
  public static Session of(
      String streamId, String sourceId, MotionMode motion, DeliveryMode delivery) {
    return new Session(
        streamId, sourceId, "", "", motion, delivery, 0, Crop.CENTRE, 0, false, true, false);
  }

  /** The same session with other weights of its preset. */
  public Session withWeights(String otherWeightsId) {
    return with(streamId, sourceId, otherWeightsId, stopped, faceTracking, otherFaces);
  }

  /** The same session with these ways to calm and follow the driving face. */
  public Session steadied(
      JitterFilter jitterFilter, long scaleSmoothingMillis, FaceTracking faceTracking) {
    return new Session(
        streamId,
        sourceId,
        preset,
        weightsId,
        motion,
        delivery,
        deadlineMillis,
        drivingCrop,
        outputSizePixels,
        pasteBack,
        label,
        stopped,
        jitterFilter,
        scaleSmoothingMillis,
        faceTracking,
        otherFaces);
  }

  /** The same session with more faces of its pictures. */
  public Session withOtherFaces(List<OtherFace> otherFaces) {
    return with(streamId, sourceId, weightsId, stopped, faceTracking, otherFaces);
  }

  /** The session of one more face, as a stream of its own. */
  public Session ofFace(String faceStreamId, OtherFace face) {
    return with(faceStreamId, face.sourceId(), weightsId, stopped, face.tracking(), List.of());
  }

  /** The same session, running, with another source. */
  public Session animating(String sourceId) {
    return with(streamId, sourceId, weightsId, false, faceTracking, otherFaces);
  }

  /** The same session, ended: its settings are kept for the next start. */
  public Session ended() {
    return with(streamId, sourceId, weightsId, true, faceTracking, otherFaces);
  }

  private Session with(
      String streamId,
      String sourceId,
      String weightsId,
      boolean stopped,
      FaceTracking faceTracking,
      List<OtherFace> otherFaces) {
    return new Session(
        streamId,
        sourceId,
        preset,
        weightsId,
        motion,
        delivery,
        deadlineMillis,
        drivingCrop,
        outputSizePixels,
        pasteBack,
        label,
        stopped,
        jitterFilter,
        scaleSmoothingMillis,
        faceTracking,
        otherFaces);
  }

  /** The meaning of a tombstone. */
  public static Session stopped(String streamId) {
    return of(streamId, "", MotionMode.RELATIVE, DeliveryMode.LIVE).ended();
  }
}
