package io.understudy.model.detector;

import io.understudy.model.Picture;

/**
 * Eleven action units by geometry: how far brows, lids, lips and chin of MediaPipe's mesh have
 * moved from where the person's face at rest has them ({@link GeometricUnit}). A stand-in for a
 * network that was taught action units: figures made with it carry its name, and are not to be
 * compared with those of such a network.
 */
public final class MeshActionUnits implements ActionUnitDetector {
  @Override
  public String name() {
    return "mesh468";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the landmarks are not those of the mesh
   */
  @Override
  public float[] measure(Picture picture, FaceLandmarks face) {
    MeasuredFace ruler = MeasuredFace.of(face);
    FaceMeasure[] measures = FaceMeasure.values();
    float[] measured = new float[measures.length];
    for (int i = 0; i < measured.length; i++) {
      measured[i] = (float) measures[i].of(ruler);
    }
    return measured;
  }

  @Override
  public float[] intensities(float[] measured, float[] neutral) {
    GeometricUnit[] units = GeometricUnit.values();
    float[] intensities = new float[units.length];
    for (int i = 0; i < intensities.length; i++) {
      intensities[i] = units[i].intensity(measured, neutral);
    }
    return intensities;
  }
}
