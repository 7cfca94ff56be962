package io.understudy.operators.testing;

import io.understudy.model.Reenactor;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.UnknownModelException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads fakes; survives serialisation, as the fakes live in a static map under the test's id.
 * Presets {@code fake} and {@code other} exist, with one set of weights, the deployed ones.
 */
public record FakeModels(String testId, String weights) implements ReenactorLoader {
  public static final String WEIGHTS = "w1";
  private static final Map<String, FakeReenactor> LOADED = new ConcurrentHashMap<>();

  /** Models with the weights {@link #WEIGHTS}. */
  public FakeModels(String testId) {
    this(testId, WEIGHTS);
  }

  /** The fake that was loaded last for that preset. */
  public FakeReenactor loaded(String preset) {
    return LOADED.get(testId + "/" + preset);
  }

  @Override
  public Reenactor load(String preset, String weightsId) {
    boolean known = preset.equals("fake") || preset.equals("other");
    if (!known || !(weightsId.isEmpty() || weightsId.equals(weights))) {
      throw new UnknownModelException(
          "preset '%s' with weights '%s' is not installed: choose fake or other"
              .formatted(preset, weightsId));
    }
    FakeReenactor fake = new FakeReenactor(preset, weights);
    LOADED.put(testId + "/" + preset, fake);
    return fake;
  }

  @Override
  public ReenactorLoader onGpu(int index) {
    return new FakeModels(testId + "-gpu" + index, weights);
  }
}
