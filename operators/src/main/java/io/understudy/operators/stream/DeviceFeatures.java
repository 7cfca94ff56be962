package io.understudy.operators.stream;

import io.understudy.model.Reenactor;
import io.understudy.operators.reenactor.LeasedModels;
import io.understudy.operators.reenactor.UnknownModelException;
import java.util.Optional;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;

/** Features from the device cache, or from state into it. Task thread. Owns cache and models. */
final class DeviceFeatures implements AutoCloseable {
  private final FeatureCache cache;
  private final LeasedModels models;
  private final Counter hits;
  private final Counter misses;

  DeviceFeatures(FeatureCache cache, LeasedModels models, Counter hits, Counter misses) {
    this.cache = cache;
    this.models = models;
    this.hits = hits;
    this.misses = misses;
  }

  /**
   * Leases features.
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
    try {
      Reenactor reenactor = models.get(key.model());
      return cache.add(key, reenactor, reenactor.restore(bytes.value()));
    } catch (UnknownModelException | IllegalArgumentException e) {
      throw new FeaturesUnavailableException(key, e);
    }
  }

  @Override
  public void close() {
    cache.close();
    models.close();
  }
}
