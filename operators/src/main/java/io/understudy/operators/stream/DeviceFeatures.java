package io.understudy.operators.stream;

import io.understudy.model.SourceFeatures;
import io.understudy.operators.reenactor.AbsentModels;
import io.understudy.operators.reenactor.AbsentModels.Absence;
import io.understudy.operators.reenactor.LeasedModels;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.UnknownModelException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;

/** Features from the device cache, or from state into it. Task thread. Owns cache and models. */
final class DeviceFeatures implements AutoCloseable {
  private final FeatureCache cache;
  private final LeasedModels models;
  private final AbsentModels absent;
  private final LongSupplier clockMillis;
  private final Counter hits;
  private final Counter misses;

  /** Why a model does not take features: their bytes are megabytes, to be read once for that. */
  private final Map<FeatureKey, String> unfit = new HashMap<>();

  /**
   * @param clockMillis ms since 1970
   */
  DeviceFeatures(
      FeatureCache cache,
      LeasedModels models,
      LongSupplier clockMillis,
      Counter hits,
      Counter misses) {
    this.cache = cache;
    this.models = models;
    this.absent = new AbsentModels(models);
    this.clockMillis = clockMillis;
    this.hits = hits;
    this.misses = misses;
  }

  /**
   * Leases features. A model that is not there is not looked for at each frame.
   *
   * @param bytes state with the features' bytes, read only where the device does not hold them
   * @throws FeaturesUnavailableException if the model is not there or does not take the bytes
   */
  FeatureLease lease(FeatureKey key, ValueState<byte[]> bytes) throws Exception {
    Optional<FeatureLease> held = cache.lease(key);
    if (held.isPresent()) {
      hits.inc();
      return held.get();
    }
    misses.inc();
    Optional<String> refused =
        absent
            .of(key.model(), clockMillis.getAsLong())
            .map(Absence::why)
            .or(() -> Optional.ofNullable(unfit.get(key)));
    if (refused.isPresent()) {
      throw new FeaturesUnavailableException(key, refused.get());
    }
    try {
      SourceFeatures features = models.get(key.model()).restore(bytes.value());
      return cache.add(key, models.share(key.model()), features);
    } catch (IllegalArgumentException e) {
      unfit.put(key, e.getMessage());
      throw new FeaturesUnavailableException(key, e.getMessage());
    }
  }

  /** Tries a model with the next frame, also where it was not there, or unfit, lately. */
  void lookAgain(ModelKey model) {
    absent.forget(model);
    unfit.keySet().removeIf(key -> key.model().equals(model));
  }

  /**
   * When to ask again for a model, ms since 1970, or {@link AbsentModels#THERE}; begins to load it
   * beside the others where it is not there.
   *
   * @param awaited whether it is waited for where it cannot be loaded
   * @throws UnknownModelException if it cannot be loaded and is not awaited
   */
  long readyAt(ModelKey model, boolean awaited, long pollMillis) {
    return absent.readyAt(model, awaited, clockMillis.getAsLong(), pollMillis);
  }

  /** Gives up features that no stream uses, as soon as no frame in flight does. */
  void forget(FeatureKey key) {
    cache.forget(key);
    unfit.remove(key);
  }

  /**
   * Gives up all models but the {@code used} ones, loaded or being loaded, each as soon as no frame
   * in flight does.
   */
  void retain(Set<ModelKey> used) {
    cache.retain(used::contains);
    models.retain(used::contains);
    unfit.keySet().removeIf(key -> !used.contains(key.model()));
  }

  @Override
  public void close() {
    cache.close();
    models.close();
  }
}
