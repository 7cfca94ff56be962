package io.understudy.benchmarks.simulation;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.Reenactor;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.UnknownModelException;

/**
 * Loads the stand-in of one network, whatever preset is asked for.
 *
 * @param cost of the network that it stands for
 */
public record StubLoader(NetworkCost cost) implements ReenactorLoader {
  @Override
  public Reenactor load(String preset, String weightsId) {
    return new StubReenactor(cost);
  }

  @Override
  public String presetName(String requested) {
    return requested;
  }

  @Override
  public void check(ModelAnnouncement announcement) {
    throw new UnknownModelException("a simulation takes no weights: announce none");
  }

  @Override
  public ReenactorLoader onGpu(int index) {
    return this;
  }
}
