package io.understudy.pipeline.evaluate;

import io.understudy.model.Picture;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.detector.ActionUnitDetector;
import io.understudy.model.detector.CanonicalMesh;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.detector.FaceMesh;
import io.understudy.model.detector.FaceOpening;
import io.understudy.model.detector.FaceresEmbedder;
import io.understudy.model.detector.HeadPose;
import io.understudy.model.detector.IdentityEmbedder;
import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.detector.MeshActionUnits;
import io.understudy.model.detector.MeshHeadPose;
import io.understudy.model.metric.FaceDistance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The measures of faces that the mesh detector allows. A frame whose wanted face is not found is
 * left out; one whose answer shows no face counts as missed.
 */
final class FaceScorer implements FrameScorer {
  private final LandmarkDetector detector;
  private final HeadPose pose;
  private final ActionUnitDetector units;
  private final Optional<IdentityEmbedder> embedder;
  private final RecentPictures<Optional<FaceLandmarks>> faces;

  FaceScorer(
      LandmarkDetector detector,
      HeadPose pose,
      ActionUnitDetector units,
      Optional<IdentityEmbedder> embedder) {
    this.detector = detector;
    this.pose = pose;
    this.units = units;
    this.embedder = embedder;
    this.faces = new RecentPictures<>(detector::detect);
  }

  /**
   * Loads the fetched models in {@code folder}.
   *
   * @param identity folder of the identity network, empty to do without
   */
  static FaceScorer load(Path folder, String identity) {
    try {
      HeadPose pose =
          new MeshHeadPose(CanonicalMesh.read(folder.resolve("face_geometry.binarypb")));
      return new FaceScorer(
          new FaceMesh(
              folder.resolve("face_detection_short_range.tflite"),
              folder.resolve("face_landmark.tflite")),
          pose,
          new MeshActionUnits(),
          identity.isEmpty()
              ? Optional.empty()
              : Optional.of(FaceresEmbedder.read(Path.of(identity))));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void score(Picture source, TestFrame frame, UnroundedPicture unrounded, ScoreSheet sheet) {
    Picture answer = unrounded.rounded();
    Optional<FaceLandmarks> wanted = faces.of(frame.expression());
    if (wanted.isEmpty()) {
      return;
    }
    Optional<FaceLandmarks> answered = faces.of(answer);
    sheet.add("faces missed", answered.isEmpty() ? 1 : 0);
    answered.ifPresent(face -> compare(frame, wanted.get(), face, sheet));
    answered.ifPresent(face -> compareUnits(frame, wanted.get(), answer, face, sheet));
    if (answered.isPresent() && embedder.isPresent()) {
      identify(source, frame, embedder.get().embed(answer, answered.get()), sheet);
    }
  }

  private void compare(
      TestFrame frame, FaceLandmarks wanted, FaceLandmarks answered, ScoreSheet sheet) {
    if (frame.truth().isPresent()) {
      sheet.add(
          "AKD-" + detector.name(),
          FaceDistance.keypoints(wanted.positions(), answered.positions()));
    }
    Optional<float[]> wantedPose = degrees(wanted, frame.expression());
    Optional<float[]> answeredPose = degrees(answered, frame.expression());
    if (wantedPose.isPresent() && answeredPose.isPresent()) {
      sheet.add(
          "ARD-" + detector.name(), FaceDistance.rotation(wantedPose.get(), answeredPose.get()));
      sheet.add(
          "PRMSE-" + detector.name(), FaceDistance.poseError(wantedPose.get(), answeredPose.get()));
    }
    sheet.follow("mouth correlation", FaceOpening.mouth(wanted), FaceOpening.mouth(answered));
    sheet.follow("eye correlation", FaceOpening.eyes(wanted), FaceOpening.eyes(answered));
  }

  private void compareUnits(
      TestFrame frame,
      FaceLandmarks wanted,
      Picture answer,
      FaceLandmarks answered,
      ScoreSheet sheet) {
    sheet.gather(
        "AUCON-" + units.name(),
        new ActionUnitConsistency(units, frame.truth().isPresent()),
        units.measure(frame.expression(), wanted),
        units.measure(answer, answered));
  }

  private void identify(Picture source, TestFrame frame, float[] answered, ScoreSheet sheet) {
    String network = embedder.orElseThrow().name();
    frame
        .truth()
        .flatMap(this::embed)
        .ifPresent(
            wanted -> sheet.add("AED-" + network, FaceDistance.embeddings(wanted, answered)));
    embed(source)
        .ifPresent(wanted -> sheet.add("CSIM-" + network, FaceDistance.cosine(wanted, answered)));
  }

  private Optional<float[]> embed(Picture picture) {
    return faces.of(picture).map(face -> embedder.orElseThrow().embed(picture, face));
  }

  private Optional<float[]> degrees(FaceLandmarks face, Picture picture) {
    return pose.degrees(face, picture.widthPixels(), picture.heightPixels());
  }

  @Override
  public void close() {
    detector.close();
    embedder.ifPresent(IdentityEmbedder::close);
  }
}
