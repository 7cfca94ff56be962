package io.understudy.operators.reenactor;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.Reenactor;
import java.io.Serializable;

/**
 * Loads models on a task manager; travels with the job graph.
 *
 * <p>Implementations are records or enums: tasks whose loaders are equal share one loaded model.
 */
public interface ReenactorLoader extends Serializable {
  /**
   * Loads a model; the caller owns and closes it.
   *
   * @param preset name of the preset
   * @param weightsId identity of the weights, empty for the ones that the job was deployed with
   * @throws UnknownModelException if there is no such preset or there are no such weights
   */
  Reenactor load(String preset, String weightsId);

  /** The full name of a preset that sessions may also name in short. */
  String presetName(String requested);

  /**
   * Checks announced weights: their place, their digest, their preset and that they fit it. {@link
   * #load} finds them by their id afterwards.
   *
   * @throws UnknownModelException saying what is wrong with them
   */
  void check(ModelAnnouncement announcement);

  /**
   * This loader for a GPU that the cluster assigned to the task; it wins over a configured device.
   *
   * @param index index of the GPU on its machine
   */
  ReenactorLoader onGpu(int index);
}
