package io.understudy.operators.testing;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.Reenactor;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLease;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.operators.reenactor.UnknownModelException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Loads fakes; survives serialisation, as the fakes live in a static map under the test's id.
 * Presets {@code fake} and {@code other} exist, each with the deployed weights and with announced
 * ones, whose ids start with {@code new}.
 */
public record FakeModels(String testId, String weights) implements ReenactorLoader {
  public static final String WEIGHTS = "w1";
  private static final Map<String, FakeReenactor> LOADED = new ConcurrentHashMap<>();
  private static final Set<String> INSTALLED = ConcurrentHashMap.newKeySet();
  private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();
  private static final Map<String, Integer> REFUSED = new ConcurrentHashMap<>();
  private static final Map<String, Consumer<FakeReenactor>> NEXT_LOADS = new ConcurrentHashMap<>();

  /** Models with the weights {@link #WEIGHTS}. */
  public FakeModels(String testId) {
    this(testId, WEIGHTS);
  }

  /** A lease of {@code model}, which is closed with it. */
  public static ReenactorLease lease(Reenactor model) {
    return new ReenactorRegistry().acquire(new One(model), new ModelKey(model.preset(), ""));
  }

  /** The fake that was loaded last for that preset. */
  public FakeReenactor loaded(String preset) {
    return LOADED.get(testId + "/" + preset);
  }

  /** Does {@code action} with the model that is loaded next. */
  public void onNextLoad(Consumer<FakeReenactor> action) {
    NEXT_LOADS.put(testId, action);
  }

  /** These weights exist from here on. */
  public void install(String weightsId) {
    INSTALLED.add(testId + "/" + weightsId);
  }

  /** Weights that were installed do not exist from here on. */
  public void uninstall(String weightsId) {
    INSTALLED.remove(testId + "/" + weightsId);
  }

  /** How often these weights could not be loaded. */
  public int refusals(String weightsId) {
    return REFUSED.getOrDefault(testId + "/" + weightsId, 0);
  }

  /** Whoever loads these weights from here on waits for {@link #releaseLoads}. */
  public void holdLoads(String weightsId) {
    HELD.put(testId + "/" + weightsId, new CountDownLatch(1));
  }

  public void releaseLoads(String weightsId) {
    HELD.get(testId + "/" + weightsId).countDown();
  }

  @Override
  public Reenactor load(String preset, String weightsId) {
    await(weightsId);
    boolean known = preset.equals("fake") || preset.equals("other");
    boolean there =
        weightsId.isEmpty()
            || weightsId.equals(weights)
            || weightsId.startsWith("new")
            || INSTALLED.contains(testId + "/" + weightsId);
    if (!known || !there) {
      REFUSED.merge(testId + "/" + weightsId, 1, Integer::sum);
      throw new UnknownModelException(
          "preset '%s' with weights '%s' is not installed: choose fake or other"
              .formatted(preset, weightsId));
    }
    FakeReenactor fake = new FakeReenactor(preset, weightsId.isEmpty() ? weights : weightsId);
    LOADED.put(testId + "/" + preset, fake);
    Optional.ofNullable(NEXT_LOADS.remove(testId)).ifPresent(action -> action.accept(fake));
    return fake;
  }

  private void await(String weightsId) {
    CountDownLatch held = HELD.get(testId + "/" + weightsId);
    try {
      if (held != null) {
        held.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String presetName(String requested) {
    return requested;
  }

  @Override
  public void check(ModelAnnouncement announcement) {
    if (!announcement.weightsId().startsWith("new")) {
      throw new UnknownModelException("weights " + announcement.weightsId() + " are not new");
    }
  }

  @Override
  public ReenactorLoader onGpu(int index) {
    return new FakeModels(testId + "-gpu" + index, weights);
  }

  /** Always the same model. */
  private record One(Reenactor model) implements ReenactorLoader {
    @Override
    public Reenactor load(String preset, String weightsId) {
      return model;
    }

    @Override
    public String presetName(String requested) {
      return requested;
    }

    @Override
    public void check(ModelAnnouncement announcement) {}

    @Override
    public ReenactorLoader onGpu(int index) {
      return this;
    }
  }
}
