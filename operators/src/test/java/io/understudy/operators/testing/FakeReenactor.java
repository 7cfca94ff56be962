package io.understudy.operators.testing;

import io.understudy.model.DrivenFrame;
import io.understudy.model.Keypoints;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import io.understudy.model.SourceFeatures;
import io.understudy.model.TrackedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A model that a test can foretell: the keypoint of a picture is the colour of its first pixel, and
 * the output is one plain colour, the source's moved by the driving one's change.
 *
 * <p>A driving picture of colour {@link #FACELESS} fails; {@link #EXHAUSTING} runs out of memory.
 * While {@link #hold} is in force batches wait.
 */
public final class FakeReenactor implements Reenactor {
  public static final int SIZE = 64;
  public static final int FEATURE_BYTES = 1000;
  public static final int[] FACELESS = {255, 0, 0};
  public static final int[] EXHAUSTING = {0, 255, 0};

  private final String preset;
  private final String weightsId;
  private final Semaphore turns = new Semaphore(Integer.MAX_VALUE / 2);
  private final Semaphore started = new Semaphore(0);
  private final AtomicInteger openFeatures = new AtomicInteger();
  private final AtomicInteger restored = new AtomicInteger();
  private final AtomicInteger encoded = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private final Semaphore drawn = new Semaphore(0);
  private final AtomicReference<CountDownLatch> heldDrawing = new AtomicReference<>();
  private final AtomicReference<Picture> nextPicture = new AtomicReference<>();
  private volatile Runnable atClose = () -> {};
  private volatile int lanes = 1;
  private volatile String featureKind;

  public FakeReenactor(String preset, String weightsId) {
    this.preset = preset;
    this.weightsId = weightsId;
    this.featureKind = weightsId;
  }

  /** Batches started from here on wait for {@link #releaseAll}. */
  public void hold() {
    turns.drainPermits();
  }

  /** Lets all batches run. */
  public void releaseAll() {
    turns.drainPermits();
    turns.release(Integer.MAX_VALUE / 2);
  }

  /** Waits until one more batch has reached the model. */
  public void awaitBatchStart() {
    started.acquireUninterruptibly();
  }

  /** From here on so many calls run side by side. */
  public void runSideBySide(int calls) {
    lanes = calls;
  }

  /** From here on its features are of another kind, as those of another size are. */
  public void makeFeatures(String kind) {
    featureKind = kind;
  }

  /** The next batch to be drawn waits for the result to be counted down. */
  public CountDownLatch holdNextDrawing() {
    CountDownLatch latch = new CountDownLatch(1);
    heldDrawing.set(latch);
    return latch;
  }

  /** Waits until one more batch has been drawn. */
  public void awaitDrawn() {
    drawn.acquireUninterruptibly();
  }

  /** The next batch to be drawn, of one frame, gives this picture. */
  public void drawNext(Picture picture) {
    nextPicture.set(picture);
  }

  /** Does {@code action} when this model is closed. */
  public void onClose(Runnable action) {
    atClose = action;
  }

  /** Sizes of all calls in order. */
  public List<Integer> batches() {
    return batches;
  }

  public int openFeatures() {
    return openFeatures.get();
  }

  public int restoredFeatures() {
    return restored.get();
  }

  public int encodedPortraits() {
    return encoded.get();
  }

  public boolean closed() {
    return closed.get();
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
    return featureKind;
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public int sizePixels() {
    return SIZE;
  }

  @Override
  public SourceFeatures encode(Picture portrait) {
    encoded.incrementAndGet();
    return new Features(new byte[] {portrait.rgb()[0], portrait.rgb()[1], portrait.rgb()[2]});
  }

  @Override
  public SourceFeatures restore(byte[] bytes) {
    if (bytes.length != 3) {
      throw new IllegalArgumentException("3 bytes are a source, got " + bytes.length);
    }
    restored.incrementAndGet();
    return new Features(bytes);
  }

  @Override
  public List<TrackedFrame> track(List<DrivenFrame> batch) {
    started.release();
    turns.acquireUninterruptibly();
    batches.add(batch.size());
    requireOpen();
    batch.forEach(FakeReenactor::refuseMarkedColours);
    List<TrackedFrame> results = new ArrayList<>();
    for (DrivenFrame row : batch) {
      Features source = (Features) row.source();
      source.checkOpen();
      Keypoints moved =
          row.motion()
              .advance(
                  keypoint(source.colour), keypoint(row.driving().rgb()), row.captureEpochMicros());
      results.add(new TrackedFrame(source, moved, new float[0]));
    }
    return results;
  }

  @Override
  public List<Picture> draw(List<TrackedFrame> batch) {
    CountDownLatch latch = heldDrawing.getAndSet(null);
    if (latch != null) {
      await(latch);
    }
    requireOpen();
    batch.forEach(row -> ((Features) row.source()).checkOpen());
    drawn.release();
    Picture given = nextPicture.getAndSet(null);
    return given == null
        ? batch.stream().map(row -> Frames.plain(SIZE, colour(row.driving()))).toList()
        : List.of(given);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a test ended while a batch was held", e);
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("a closed model was called");
    }
  }

  private static void refuseMarkedColours(DrivenFrame row) {
    byte[] rgb = row.driving().rgb();
    if (has(rgb, FACELESS)) {
      throw new IllegalArgumentException("there is no face in the picture");
    }
    if (has(rgb, EXHAUSTING)) {
      throw new IllegalStateException("CUDA out of memory");
    }
  }

  private static boolean has(byte[] rgb, int[] colour) {
    return (rgb[0] & 0xff) == colour[0]
        && (rgb[1] & 0xff) == colour[1]
        && (rgb[2] & 0xff) == colour[2];
  }

  private static Keypoints keypoint(byte[] rgb) {
    float[] values = {rgb[0] & 0xff, rgb[1] & 0xff, rgb[2] & 0xff, 0};
    return new Keypoints(values, new float[] {1, 0, 0, 1, 1, 0, 0, 1});
  }

  private static int[] colour(Keypoints moved) {
    int[] colour = new int[3];
    for (int i = 0; i < 3; i++) {
      colour[i] = Math.floorMod(Math.round(moved.values()[i]), 256);
    }
    return colour;
  }

  @Override
  public long nativeBytes() {
    return openFeatures.get() * (long) FEATURE_BYTES;
  }

  @Override
  public void close() {
    closed.set(true);
    atClose.run();
  }

  private final class Features implements SourceFeatures {
    private final byte[] colour;
    private final AtomicBoolean gone = new AtomicBoolean();

    Features(byte[] colour) {
      this.colour = colour;
      openFeatures.incrementAndGet();
    }

    void checkOpen() {
      if (gone.get()) {
        throw new IllegalStateException("closed source features were used");
      }
    }

    @Override
    public long nativeBytes() {
      return FEATURE_BYTES;
    }

    @Override
    public byte[] toBytes() {
      checkOpen();
      return colour.clone();
    }

    @Override
    public void close() {
      if (gone.compareAndSet(false, true)) {
        openFeatures.decrementAndGet();
      }
    }
  }
}
