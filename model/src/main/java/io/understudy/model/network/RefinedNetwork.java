package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.face.FaceRefiner;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Tap;
import io.understudy.model.ost.ScaleTransform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Another network whose pictures a {@link FaceRefiner} draws mouth and eyes into again. */
public final class RefinedNetwork implements Network {
  private static final String LOOK = "mouth_and_eyes";

  private final Network network;
  private final FaceRefiner refiner;

  public RefinedNetwork(Network network, FaceRefiner refiner) {
    this.network = network;
    this.refiner = refiner;
  }

  @Override
  public PixelRange pixelRange() {
    return network.pixelRange();
  }

  @Override
  public KeypointTensors detect(NDArray images, Tap tap) {
    return network.detect(images, tap);
  }

  @Override
  public NDArray locate(NDArray images) {
    return network.locate(images);
  }

  @Override
  public Optional<ScaleTransform> scaleTransform() {
    return network.scaleTransform();
  }

  @Override
  public Optional<FaceDetail> faceDetail() {
    return network.faceDetail();
  }

  @Override
  public SourceMaps encode(NDArray image, KeypointTensors keypoints, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>(network.encode(image, keypoints, tap).maps());
    maps.put(LOOK, refiner.look(image, keypoints.values()));
    return new SourceMaps(maps);
  }

  /**
   * @param tap hears what the other network tells
   */
  @Override
  public NDArray generate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      Optional<NDArray> scaleCode,
      Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray picture = network.generate(maps, source, driving, scaleCode, tap);
      return scope.keep(refiner.refine(picture, maps.get(LOOK), source.values(), driving.values()));
    }
  }

  @Override
  public void encodeDriving(NDArray images, Tap tap) {
    network.encodeDriving(images, tap);
  }
}
