package io.understudy.model.engine;

import ai.djl.ndarray.NDArray;
import io.understudy.model.DrivenFrame;
import io.understudy.model.Keypoints;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.TrackedFrame;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.network.SourceMaps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Function;

/** A {@link Reenactor} over any {@link Network}. Owns the network's execution. */
public final class NetworkReenactor implements Reenactor {
  /**
   * A map of sources that is the engine's own: keypoints before the face's detail, which the scale
   * transformation compares.
   */
  private static final String LOCATED = "located";

  private final Execution execution;
  private final Network network;
  private final String preset;
  private final String weightsId;
  private final String featuresId;
  private final int sizePixels;
  private final PictureTensors pictures;
  private final Lanes lanes;
  private final ReadWriteLock use;
  private final Set<Work> packed = ConcurrentHashMap.newKeySet();
  private boolean closed;

  private enum Work {
    ENCODE,
    RESTORE,
    TRACK,
    DRAW
  }

  /** Takes ownership of {@code execution}, on which {@code network} was made and loaded. */
  public NetworkReenactor(
      Execution execution,
      Network network,
      String preset,
      String weightsId,
      EngineOptions options) {
    this.execution = execution;
    this.use = execution.use();
    this.network = network;
    this.preset = preset;
    this.weightsId = weightsId;
    this.featuresId = options.featuresId(weightsId);
    this.sizePixels = options.sizePixels();
    this.lanes = new Lanes(execution, options.callsSideBySide());
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
  public String featureKind() {
    return new FeatureFormat(execution).kind(featuresId);
  }

  @Override
  public int sizePixels() {
    return sizePixels;
  }

  @Override
  public int lanes() {
    return lanes.count();
  }

  @Override
  public SourceFeatures encode(Picture portrait) {
    return call(Work.ENCODE, scope -> encoded(portrait, scope));
  }

  private SourceFeatures encoded(Picture portrait, Scope scope) {
    NDArray image = pictures.toTensor(List.of(portrait));
    KeypointTensors detected = network.detect(image, Tap.NONE);
    Keypoints keypoints = detected.rows().get(0);
    SourceMaps maps = withLocated(network.encode(image, detected, Tap.NONE), detected);
    maps.maps().values().forEach(scope::own);
    return new TensorFeatures(execution, featuresId, maps, keypoints);
  }

  private SourceMaps withLocated(SourceMaps encoded, KeypointTensors detected) {
    Map<String, NDArray> maps = new LinkedHashMap<>(encoded.maps());
    detected
        .located()
        .filter(located -> network.scaleTransform().isPresent())
        .ifPresent(located -> maps.put(LOCATED, located));
    return new SourceMaps(maps);
  }

  @Override
  public SourceFeatures restore(byte[] bytes) {
    return call(Work.RESTORE, scope -> new FeatureFormat(execution).read(featuresId, bytes));
  }

  @Override
  public List<TrackedFrame> track(List<DrivenFrame> batch) {
    return batch.isEmpty() ? List.of() : call(Work.TRACK, scope -> tracked(batch));
  }

  private List<TrackedFrame> tracked(List<DrivenFrame> batch) {
    List<Keypoints> sources =
        batch.stream().map(frame -> features(frame.source()).keypoints()).toList();
    NDArray images = pictures.toTensor(batch.stream().map(DrivenFrame::driving).toList());
    ScaleTracks tracks = new ScaleTracks(execution, batch);
    ScaledDriving seen =
        ScaledDriving.detect(network, located(batch, sources), images, tracks::advance);
    List<Keypoints> detected = seen.keypoints().rows();
    List<TrackedFrame> tracked = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      DrivenFrame frame = batch.get(row);
      Keypoints driving =
          frame.motion().advance(sources.get(row), detected.get(row), frame.captureEpochMicros());
      tracked.add(new TrackedFrame(frame.source(), driving, tracks.codeOf(row)));
    }
    return tracked;
  }

  /** Keypoints of the rows' sources, with where they were located at first. */
  private KeypointTensors located(List<DrivenFrame> batch, List<Keypoints> sources) {
    KeypointTensors keypoints = tensors(sources);
    if (network.faceDetail().isEmpty() || network.scaleTransform().isEmpty()) {
      return keypoints;
    }
    NDArray[] first =
        batch.stream()
            .map(frame -> features(frame.source()).maps().get(LOCATED))
            .toArray(NDArray[]::new);
    return keypoints.behind(execution.kernels().concat(0, first));
  }

  @Override
  public List<Picture> draw(List<TrackedFrame> batch) {
    return drawn(batch, pictures::toPictures);
  }

  @Override
  public List<UnroundedPicture> reenactUnrounded(List<DrivenFrame> batch) {
    return drawn(track(batch), pictures::toUnrounded);
  }

  private <T> List<T> drawn(List<TrackedFrame> batch, Function<NDArray, List<T>> read) {
    return batch.isEmpty() ? List.of() : call(Work.DRAW, scope -> read.apply(generated(batch)));
  }

  private NDArray generated(List<TrackedFrame> batch) {
    List<TensorFeatures> sources = batch.stream().map(row -> features(row.source())).toList();
    return network.generate(
        SourceMaps.gather(execution.kernels(), sources.stream().map(TensorFeatures::maps).toList()),
        tensors(sources.stream().map(TensorFeatures::keypoints).toList()),
        tensors(batch.stream().map(TrackedFrame::driving).toList()),
        ScaleTracks.of(execution, batch),
        Tap.NONE);
  }

  private KeypointTensors tensors(List<Keypoints> rows) {
    return KeypointTensors.of(execution.manager(), rows);
  }

  private TensorFeatures features(SourceFeatures source) {
    if (source instanceof TensorFeatures features && features.weightsId().equals(featuresId)) {
      return features;
    }
    throw new IllegalArgumentException(
        "a driven frame has source features of another reenactor than %s %s: encode its source here"
            .formatted(preset, featuresId));
  }

  /** The first call of a kind packs and keeps constants of the network, so it runs alone. */
  private <T> T call(Work work, Function<Scope, T> body) {
    Lock lock = packed.contains(work) ? use.readLock() : use.writeLock();
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException(this + " is closed");
      }
      T result = lanes.run(() -> scoped(body));
      packed.add(work);
      return result;
    } finally {
      lock.unlock();
    }
  }

  private static <T> T scoped(Function<Scope, T> body) {
    try (Scope scope = new Scope()) {
      return body.apply(scope);
    }
  }

  @Override
  public long nativeBytes() {
    use.writeLock().lock();
    try {
      return closed ? 0 : execution.nativeBytes();
    } finally {
      use.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        execution.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return "reenactor of %s with weights %s".formatted(preset, weightsId);
  }
}
