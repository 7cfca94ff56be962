package io.understudy.model.engine;

import ai.djl.ndarray.NDArray;
import io.understudy.model.DrivenFrame;
import io.understudy.model.Keypoints;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.network.SourceMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A {@link Reenactor} over any {@link Network}. Owns the network's execution. */
public final class NetworkReenactor implements Reenactor {
  private final Execution execution;
  private final Network network;
  private final String preset;
  private final String weightsId;
  private final String featuresId;
  private final int sizePixels;
  private final PictureTensors pictures;
  private boolean closed;

  /** Takes ownership of {@code execution}, on which {@code network} was made and loaded. */
  public NetworkReenactor(
      Execution execution,
      Network network,
      String preset,
      String weightsId,
      EngineOptions options) {
    this.execution = execution;
    this.network = network;
    this.preset = preset;
    this.weightsId = weightsId;
    this.featuresId = options.featuresId(weightsId);
    this.sizePixels = options.sizePixels();
    this.pictures = new PictureTensors(execution, network.pixelRange(), sizePixels);
  }

  @Override
  public String preset() {
    return preset;
  }

  @Override
  public String weightsId() {
    return weightsId;
  }

  @Override
  public int sizePixels() {
    return sizePixels;
  }

  @Override
  public synchronized SourceFeatures encode(Picture portrait) {
    enter();
    try (Scope scope = new Scope()) {
      NDArray image = pictures.toTensor(List.of(portrait));
      KeypointTensors detected = network.detect(image, Tap.NONE);
      Keypoints keypoints = detected.rows().get(0);
      SourceMaps maps = network.encode(image, detected, Tap.NONE);
      maps.maps().values().forEach(scope::own);
      return new TensorFeatures(execution, featuresId, maps, keypoints);
    }
  }

  @Override
  public synchronized SourceFeatures restore(byte[] bytes) {
    enter();
    return new FeatureFormat(execution).read(featuresId, bytes);
  }

  @Override
  public List<Picture> reenact(List<DrivenFrame> batch) {
    return answer(batch, pictures::toPictures);
  }

  @Override
  public List<UnroundedPicture> reenactUnrounded(List<DrivenFrame> batch) {
    return answer(batch, pictures::toUnrounded);
  }

  private synchronized <T> List<T> answer(
      List<DrivenFrame> batch, Function<NDArray, List<T>> read) {
    enter();
    if (batch.isEmpty()) {
      return List.of();
    }
    List<TensorFeatures> sources = batch.stream().map(this::features).toList();
    try (Scope scope = new Scope()) {
      NDArray images = pictures.toTensor(batch.stream().map(DrivenFrame::driving).toList());
      KeypointTensors still = tensors(sources.stream().map(TensorFeatures::keypoints).toList());
      ScaleTracks tracks = new ScaleTracks(execution, batch);
      ScaledDriving seen = ScaledDriving.detect(network, still, images, tracks::advance);
      List<Keypoints> detected = seen.keypoints().rows();
      List<Keypoints> driving = new ArrayList<>();
      for (int row = 0; row < batch.size(); row++) {
        Keypoints source = sources.get(row).keypoints();
        DrivenFrame frame = batch.get(row);
        driving.add(frame.motion().advance(source, detected.get(row), frame.captureEpochMicros()));
      }
      NDArray output =
          network.generate(
              SourceMaps.gather(
                  execution.kernels(), sources.stream().map(TensorFeatures::maps).toList()),
              still,
              tensors(driving),
              seen.scaleCode(),
              Tap.NONE);
      return read.apply(output);
    }
  }

  private KeypointTensors tensors(List<Keypoints> rows) {
    return KeypointTensors.of(execution.manager(), rows);
  }

  private TensorFeatures features(DrivenFrame frame) {
    if (frame.source() instanceof TensorFeatures features
        && features.weightsId().equals(featuresId)) {
      return features;
    }
    throw new IllegalArgumentException(
        "a driven frame has source features of another reenactor than %s %s: encode its source here"
            .formatted(preset, featuresId));
  }

  @Override
  public synchronized long nativeBytes() {
    return closed ? 0 : execution.nativeBytes();
  }

  private void enter() {
    if (closed) {
      throw new IllegalStateException(this + " is closed");
    }
    Execution.prepareThread();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      execution.close();
    }
  }

  @Override
  public String toString() {
    return "reenactor of %s with weights %s".formatted(preset, weightsId);
  }
}
