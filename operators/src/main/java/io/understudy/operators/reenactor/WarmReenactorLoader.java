package io.understudy.operators.reenactor;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.DrivenFrame;
import io.understudy.model.MotionMode;
import io.understudy.model.MotionTrack;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models that have drawn a plain picture, so that no frame waits while kernels are packed,
 * and that in batches of every size that is to come, for which they are planned. Whatever takes
 * longer than two seconds is left to the frames: a network as slow as that gains little.
 *
 * <p>Weights that are named, as announced ones are, draw one picture: streams run meanwhile, and
 * the plans are those of the preset.
 *
 * @param loader loads the models
 * @param maxBatchFrames the most frames of a batch that all calls side by side share
 */
public record WarmReenactorLoader(ReenactorLoader loader, int maxBatchFrames)
    implements ReenactorLoader {
  private static final Logger LOG = LoggerFactory.getLogger(WarmReenactorLoader.class);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final byte GREY = 127;

  @Override
  public Reenactor load(String preset, String weightsId) {
    Reenactor reenactor = loader.load(preset, weightsId);
    try {
      warmUp(reenactor, weightsId.isEmpty() ? largestBatch(reenactor) : 1);
    } catch (RuntimeException failure) {
      LOG.warn(
          "{} with weights {} could not draw a plain picture ({}): its frames will tell more",
          reenactor.preset(),
          reenactor.weightsId(),
          failure.getMessage());
    }
    return reenactor;
  }

  private int largestBatch(Reenactor reenactor) {
    return (maxBatchFrames + reenactor.lanes() - 1) / reenactor.lanes();
  }

  private static void warmUp(Reenactor reenactor, int largest) {
    long start = System.nanoTime();
    Picture plain = plain(reenactor.sizePixels());
    int frames = 0;
    try (SourceFeatures features = reenactor.encode(plain)) {
      while (frames < largest && System.nanoTime() - start < LONGEST.toNanos()) {
        MotionTrack track = new MotionTrack(MotionMode.ABSOLUTE, null);
        DrivenFrame frame = new DrivenFrame(features, plain, track);
        reenactor.reenact(Collections.nCopies(++frames, frame));
      }
    }
    LOG.info(
        "{} with weights {} is warm for batches of up to {}, after {} ms",
        reenactor.preset(),
        reenactor.weightsId(),
        frames,
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  static Picture plain(int sizePixels) {
    byte[] rgb = new byte[3 * sizePixels * sizePixels];
    Arrays.fill(rgb, GREY);
    return new Picture(sizePixels, sizePixels, rgb);
  }

  @Override
  public String presetName(String requested) {
    return loader.presetName(requested);
  }

  @Override
  public void check(ModelAnnouncement announcement) {
    loader.check(announcement);
  }

  @Override
  public ReenactorLoader onGpu(int index) {
    return new WarmReenactorLoader(loader.onGpu(index), maxBatchFrames);
  }
}
