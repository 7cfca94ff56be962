package io.understudy.model.detector;

import static io.understudy.model.detector.GeometricUnit.BROW_LOWERER;
import static io.understudy.model.detector.GeometricUnit.EYES_CLOSED;
import static io.understudy.model.detector.GeometricUnit.INNER_BROW_RAISER;
import static io.understudy.model.detector.GeometricUnit.JAW_DROP;
import static io.understudy.model.detector.GeometricUnit.LIPS_PART;
import static io.understudy.model.detector.GeometricUnit.LIP_CORNER_DEPRESSOR;
import static io.understudy.model.detector.GeometricUnit.LIP_CORNER_PULLER;
import static io.understudy.model.detector.GeometricUnit.LIP_PUCKERER;
import static io.understudy.model.detector.GeometricUnit.LIP_STRETCHER;
import static io.understudy.model.detector.GeometricUnit.OUTER_BROW_RAISER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.Picture;
import io.understudy.model.metric.FaceDistance;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.HeadTruth;
import io.understudy.model.synthetic.Landmark;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The parametric head knows which unit it shows, and where its landmarks are. */
class MeshActionUnitsTest {
  private static final HeadState NEUTRAL = HeadState.NEUTRAL;
  private static final HeadState RAISED_BROWS =
      new HeadState(0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0.8);

  /** Where the mesh has the landmarks that the head knows. */
  private static final Map<Landmark, Integer> IN_MESH =
      Map.ofEntries(
          Map.entry(Landmark.BROW_INNER_LEFT, 107),
          Map.entry(Landmark.BROW_INNER_RIGHT, 336),
          Map.entry(Landmark.BROW_OUTER_LEFT, 70),
          Map.entry(Landmark.BROW_OUTER_RIGHT, 300),
          Map.entry(Landmark.EYE_OUTER_LEFT, 33),
          Map.entry(Landmark.EYE_INNER_LEFT, 133),
          Map.entry(Landmark.EYE_TOP_LEFT, 159),
          Map.entry(Landmark.EYE_BOTTOM_LEFT, 145),
          Map.entry(Landmark.EYE_INNER_RIGHT, 362),
          Map.entry(Landmark.EYE_OUTER_RIGHT, 263),
          Map.entry(Landmark.EYE_TOP_RIGHT, 386),
          Map.entry(Landmark.EYE_BOTTOM_RIGHT, 374),
          Map.entry(Landmark.MOUTH_LEFT, 61),
          Map.entry(Landmark.MOUTH_RIGHT, 291),
          Map.entry(Landmark.NOSE_TIP, 2),
          Map.entry(Landmark.NOSE_BRIDGE, 168),
          Map.entry(Landmark.CHIN, 152));

  private final ActionUnitDetector detector = new MeshActionUnits();
  private final HeadIdentity person = HeadIdentity.random(2);

  @Test
  void aFaceAtRestShowsNoUnit() {
    assertThat(shown(NEUTRAL)).isEmpty();
  }

  @Test
  void eachExpressionShowsItsUnits() {
    assertThat(shown(RAISED_BROWS)).containsExactlyInAnyOrder(INNER_BROW_RAISER, OUTER_BROW_RAISER);
    assertThat(shown(NEUTRAL.withEyes(0, 0, 0, 0))).containsExactly(EYES_CLOSED);
    assertThat(shown(NEUTRAL.withMouth(0, 1)))
        .containsExactlyInAnyOrder(LIP_CORNER_PULLER, LIP_STRETCHER);
    assertThat(shown(NEUTRAL.withMouth(0, -1)))
        .containsExactlyInAnyOrder(LIP_CORNER_DEPRESSOR, LIP_PUCKERER);
    assertThat(shown(NEUTRAL.withMouth(0.5, 0))).contains(LIPS_PART, JAW_DROP);
  }

  @Test
  void browsBelowTheirRestAreLowered() {
    assertThat(units(detector.intensities(truth(person, NEUTRAL), truth(person, RAISED_BROWS))))
        .contains(BROW_LOWERER);
  }

  @Test
  void neitherTiltNorDistanceIsAnExpression() {
    assertThat(shown(NEUTRAL.withPose(0, 0, 15).withScale(0.7))).isEmpty();
  }

  @Test
  void anotherPersonInTheSameStateShowsTheSameUnits() {
    HeadIdentity other = HeadIdentity.random(5);
    DrivingMotion motion = DrivingMotion.of(9001);
    double same = 0;
    double still = 0;
    int frames = 0;
    for (double seconds = 0.6; seconds < 10.6; seconds += 0.2) {
      HeadState expression = motion.at(seconds).withPose(0, 0, 0);
      float[] wanted = intensities(person, expression);
      same += FaceDistance.actionUnits(wanted, intensities(other, expression));
      still += FaceDistance.actionUnits(wanted, intensities(other, NEUTRAL));
      frames++;
    }
    assertThat(same / frames).isGreaterThan(0.97).isGreaterThan(still / frames + 0.05);
  }

  /** Runs where {@code understudy models} has been called. */
  @Test
  void theMeshOfARenderedHeadShowsTheUnitsOfItsState() {
    Path folder =
        Path.of(System.getProperty("user.home"), ".cache", "understudy", "models", "faces");
    Path boxes = folder.resolve("face_detection_short_range.tflite");
    Assumptions.assumeTrue(Files.exists(boxes), "the face models are not fetched");
    try (FaceMesh mesh = new FaceMesh(boxes, folder.resolve("face_landmark.tflite"))) {
      Function<HeadState, Set<GeometricUnit>> seen =
          state -> units(detector.intensities(seen(mesh, state), seen(mesh, NEUTRAL)));
      assertThat(seen.apply(NEUTRAL)).isEmpty();
      assertThat(seen.apply(RAISED_BROWS)).contains(INNER_BROW_RAISER, OUTER_BROW_RAISER);
      assertThat(seen.apply(NEUTRAL.withEyes(0, 0, 0, 0))).contains(EYES_CLOSED);
      assertThat(seen.apply(NEUTRAL.withMouth(0, 1))).contains(LIP_CORNER_PULLER, LIP_STRETCHER);
      assertThat(seen.apply(NEUTRAL.withMouth(0.7, 0))).contains(LIPS_PART, JAW_DROP);
      assertThat(seen.apply(NEUTRAL.withMouth(0.1, 0))).isEmpty();
    }
  }

  @Test
  void landmarksOfAnotherDetectorAreRefused() {
    assertThatThrownBy(() -> measure(new FaceLandmarks(new float[3 * 68])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("68");
  }

  private Set<GeometricUnit> shown(HeadState state) {
    return units(intensities(person, state));
  }

  private float[] intensities(HeadIdentity identity, HeadState state) {
    return detector.intensities(truth(identity, state), truth(identity, NEUTRAL));
  }

  private static Set<GeometricUnit> units(float[] intensities) {
    Set<GeometricUnit> units = EnumSet.noneOf(GeometricUnit.class);
    for (GeometricUnit unit : GeometricUnit.values()) {
      if (intensities[unit.ordinal()] > 0.5) {
        units.add(unit);
      }
    }
    return units;
  }

  private float[] seen(FaceMesh mesh, HeadState state) {
    Picture picture = HeadRenderer.render(new Scene(person, state, Light.STUDIO), 256);
    return detector.measure(picture, mesh.detect(picture).orElseThrow());
  }

  private float[] truth(HeadIdentity identity, HeadState state) {
    float[] positions = HeadTruth.landmarks(identity, state);
    float[] mesh = new float[3 * 468];
    IN_MESH.forEach(
        (landmark, at) -> {
          mesh[3 * at] = positions[2 * landmark.ordinal()];
          mesh[3 * at + 1] = positions[2 * landmark.ordinal() + 1];
        });
    // The head knows the lips' outer edges only: the gap is by how much they part.
    mesh[3 * 14 + 1] = (float) (outerLips(identity, state) - outerLips(identity, NEUTRAL));
    return measure(new FaceLandmarks(mesh));
  }

  private static double outerLips(HeadIdentity identity, HeadState state) {
    float[] positions = HeadTruth.landmarks(identity, state);
    int top = 2 * Landmark.MOUTH_TOP.ordinal();
    int bottom = 2 * Landmark.MOUTH_BOTTOM.ordinal();
    return Math.hypot(
            positions[bottom] - positions[top], positions[bottom + 1] - positions[top + 1])
        / state.scale();
  }

  private float[] measure(FaceLandmarks face) {
    return detector.measure(new Picture(1, 1, new byte[3]), face);
  }
}
