package io.understudy.model.parity;

import ai.djl.Device;
import io.understudy.model.BestFrame;
import io.understudy.model.ConvexHull;
import io.understudy.model.Keypoints;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTransfer;
import io.understudy.model.kernel.Precision;
import io.understudy.model.network.PixelRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fixtures of motion transfer, hull areas and the best frame (NETWORKS section 1.8). They are
 * computed on the heap, so that the precision policy changes nothing: tolerances always apply.
 */
final class RelativeMotionParity implements FixtureParity {
  @Override
  public List<ParityRow> rows(Fixture fixture, Precision precision, Device device)
      throws IOException {
    Map<String, HostArray> computed = new HashMap<>();
    computeMotion(fixture, computed);
    computeAreas(fixture, computed);
    computeBestFrame(fixture, computed);
    ArrayCheck check = new ArrayCheck(fixture, Precision.EXACT, PixelRange.UNIT);
    return fixture.golden("outputs.npz").stream()
        .map(golden -> check.row(golden.name(), golden, computed.get(golden.name())))
        .toList();
  }

  private static void computeMotion(Fixture fixture, Map<String, HostArray> computed)
      throws IOException {
    Keypoints source = keypoints(fixture, "source").get(0);
    Keypoints baseline = keypoints(fixture, "driving_initial").get(0);
    List<Keypoints> driving = keypoints(fixture, "driving");
    Map<MotionMode, List<Keypoints>> moved = new HashMap<>();
    for (MotionMode mode : MotionMode.values()) {
      moved.put(
          mode,
          driving.stream()
              .map(frame -> MotionTransfer.apply(mode, source, frame, baseline))
              .toList());
    }
    List<Keypoints> absolute = moved.get(MotionMode.ABSOLUTE);
    List<Keypoints> relative = moved.get(MotionMode.RELATIVE);
    List<Keypoints> scaled = moved.get(MotionMode.SCALED);
    put(computed, "absolute", absolute, absolute);
    put(computed, "relative_jac", relative, relative);
    put(computed, "relative_jac_scale", scaled, scaled);
    // Without relative jacobians the official code leaves those of the driving frame.
    put(computed, "relative", relative, absolute);
    put(computed, "relative_scale", scaled, absolute);
  }

  private static List<Keypoints> keypoints(Fixture fixture, String name) throws IOException {
    HostArray values = fixture.input(name + ".value");
    HostArray jacobians = fixture.input(name + ".jacobian");
    List<float[]> valueRows = rows(values);
    List<float[]> jacobianRows = rows(jacobians);
    List<Keypoints> keypoints = new ArrayList<>();
    for (int row = 0; row < valueRows.size(); row++) {
      keypoints.add(new Keypoints(valueRows.get(row), jacobianRows.get(row)));
    }
    return keypoints;
  }

  private static List<float[]> rows(HostArray array) {
    int count = (int) array.shape()[0];
    int length = array.values().length / count;
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(Arrays.copyOfRange(array.values(), row * length, (row + 1) * length));
    }
    return rows;
  }

  private static void put(
      Map<String, HostArray> computed,
      String name,
      List<Keypoints> values,
      List<Keypoints> jacobians) {
    int frames = values.size();
    int count = values.get(0).count();
    computed.put(
        name + ".value", joined(values.stream().map(Keypoints::values).toList(), frames, count, 2));
    computed.put(
        name + ".jacobian",
        joined(jacobians.stream().map(Keypoints::jacobians).toList(), frames, count, 2, 2));
  }

  private static HostArray joined(List<float[]> rows, long... shape) {
    int length = rows.get(0).length;
    float[] values = new float[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, values, row * length, length);
    }
    return new HostArray(shape, values);
  }

  private static void computeAreas(Fixture fixture, Map<String, HostArray> computed)
      throws IOException {
    for (String name : List.of("source", "driving_initial")) {
      double area = ConvexHull.area(keypoints(fixture, name).get(0).values());
      computed.put("area_" + name, HostArray.scalar(area));
    }
  }

  private static void computeBestFrame(Fixture fixture, Map<String, HostArray> computed)
      throws IOException {
    BestFrame best =
        BestFrame.of(
            fixture.input("landmarks_source").values(), rows(fixture.input("landmarks_driving")));
    float[] scores = new float[best.scores().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) best.scores()[i];
    }
    computed.put("best_frame_scores", new HostArray(new long[] {scores.length}, scores));
    computed.put("best_frame_index", HostArray.scalar(best.index()));
  }
}
