package io.understudy.model.training;

import static io.understudy.model.synthetic.Landmark.*;

import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.HeadTruth;
import io.understudy.model.synthetic.Landmark;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.util.Map;
import java.util.Optional;

/** Rendered heads whose landmarks are known where keypoints are told to be. */
final class FacePairs {
  private static final int MESH = 468;

  /** The renderer's landmarks by the number that the mesh gives them. */
  private static final Map<Integer, Landmark> BY_NUMBER =
      Map.ofEntries(
          Map.entry(1, NOSE_TIP),
          Map.entry(152, CHIN),
          Map.entry(61, MOUTH_LEFT),
          Map.entry(291, MOUTH_RIGHT),
          Map.entry(13, MOUTH_TOP),
          Map.entry(14, MOUTH_BOTTOM),
          Map.entry(159, EYE_TOP_LEFT),
          Map.entry(145, EYE_BOTTOM_LEFT),
          Map.entry(386, EYE_TOP_RIGHT),
          Map.entry(374, EYE_BOTTOM_RIGHT),
          Map.entry(10, FOREHEAD),
          Map.entry(234, CHEEK_LEFT),
          Map.entry(454, CHEEK_RIGHT));

  private FacePairs() {}

  static Pair of(long seed, int side) {
    return new Pair(frame(seed, 0.2, side), frame(seed, 1.4, side));
  }

  private static LabelledFrame frame(long seed, double seconds, int side) {
    HeadIdentity identity = HeadIdentity.random(seed);
    HeadState state = DrivingMotion.of(seed).at(seconds);
    Picture picture = HeadRenderer.render(new Scene(identity, state, Light.STUDIO), side);
    float[] truth = HeadTruth.landmarks(identity, state);
    float[] mesh = new float[3 * MESH];
    BY_NUMBER.forEach(
        (number, landmark) -> {
          mesh[3 * number] = (truth[2 * landmark.ordinal()] + 1) / 2 * (side - 1);
          mesh[3 * number + 1] = (truth[2 * landmark.ordinal() + 1] + 1) / 2 * (side - 1);
        });
    return new LabelledFrame(picture, Optional.of(new FaceLandmarks(mesh)));
  }
}
