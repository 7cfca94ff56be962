package io.understudy.connectors.face;

import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One face of one stream: chosen, followed from frame to frame, cropped, and lost.
 *
 * <p>While the face is followed the detector only looks around its last place, which costs a
 * fraction of a search of the whole picture; where it fails, the face is followed by its looks for
 * a while. A face that is lost is searched in the whole picture at once, then five times a second.
 *
 * <p>Not thread-safe: one thread at a time.
 */
public final class FaceTrack {
  /** Side of the part that is searched around a followed face, over the face's side. */
  private static final double NEARBY = 2.4;

  /** A followed face may shrink to this share before it is lost. */
  private static final double SMALLEST_CHANGE = 0.65;

  /** Two faces in two frames that share this much are one. */
  private static final double SAME_FACE = 0.2;

  /** A new face must be this sure: it is easier to lose one than to be rid of a false one. */
  private static final double SURE = 0.3;

  private static final long UNCONFIRMED_MICROS = 3_000_000;
  private static final long SEARCH_INTERVAL_MICROS = 200_000;

  private final Settings settings;
  private State state;

  /**
   * What is followed and how.
   *
   * @param choice which face, where there are several
   * @param lost what to show while there is none
   * @param smallestShare side of the smallest face that is taken, as a fraction of the picture's
   *     shorter edge, above 0 to 1; smaller costs more
   */
  public record Settings(FaceChoice choice, LostFace lost, double smallestShare) {
    /** The largest face from a ninth of the picture up; hold the picture without one. */
    public static final Settings DEFAULT = new Settings(FaceChoice.largest(), LostFace.HOLD, 0.12);

    public Settings {
      Objects.requireNonNull(choice, "choice");
      Objects.requireNonNull(lost, "lost");
      if (!(smallestShare > 0 && smallestShare <= 1)) {
        throw new IllegalArgumentException(
            "the smallest face must be above 0 to 1 of the picture's shorter edge, got "
                + smallestShare);
      }
    }
  }

  /**
   * What a snapshot keeps, some 700 bytes.
   *
   * @param face where the face is, null while there is none
   * @param patch how it looked when it was last detected, null while there is none
   * @param crop its crop, null while there is none
   * @param everSeen whether there has been a face
   * @param detectedEpochMicros capture time when it was last detected, in microseconds since 1970
   * @param searchedEpochMicros capture time when the whole picture was last searched
   * @param captureEpochMicros capture time of the last frame
   */
  public record State(
      FaceBox face,
      FacePatch patch,
      SmoothCrop crop,
      boolean everSeen,
      long detectedEpochMicros,
      long searchedEpochMicros,
      long captureEpochMicros) {
    /** A stream before its first frame. */
    public static final State START = new State(null, null, null, false, 0, 0, 0);
  }

  /**
   * A track that continues from {@code state}.
   *
   * @param state state restored from a snapshot, or {@link State#START}
   */
  public FaceTrack(Settings settings, State state) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.state = Objects.requireNonNull(state, "state");
  }

  /** What a snapshot keeps. */
  public State state() {
    return state;
  }

  /** Where the face is, empty while there is none. */
  public Optional<FaceBox> face() {
    return Optional.ofNullable(state.face);
  }

  /** {@link #advance(RgbImage, long, FaceDetector, List)} with every face free. */
  public FaceView advance(RgbImage image, long captureEpochMicros, FaceDetector detector) {
    return advance(image, captureEpochMicros, detector, List.of());
  }

  /**
   * Takes one frame and says what to do with it.
   *
   * @param captureEpochMicros capture time of the frame, in microseconds since 1970
   * @param detector borrowed for the call
   * @param taken faces in this frame that others follow
   */
  public FaceView advance(
      RgbImage image, long captureEpochMicros, FaceDetector detector, List<FaceBox> taken) {
    long micros = Math.max(captureEpochMicros, state.captureEpochMicros);
    boolean followed = state.face != null;
    if (followed) {
      follow(image, micros, detector, taken);
    }
    if (state.face == null && (followed || isTimeToSearch(micros))) {
      search(image, micros, detector, taken);
    }
    return state.face == null
        ? FaceView.lost(settings.lost, state.everSeen)
        : FaceView.drive(state.crop.square(image));
  }

  private boolean isTimeToSearch(long micros) {
    return state.searchedEpochMicros == 0
        || micros - state.searchedEpochMicros >= SEARCH_INTERVAL_MICROS;
  }

  private void follow(RgbImage image, long micros, FaceDetector detector, List<FaceBox> taken) {
    long elapsed = micros - state.captureEpochMicros;
    Optional<FaceBox> detected = near(image, detector, taken);
    if (detected.isPresent()) {
      FaceBox face = detected.get();
      SmoothCrop crop = state.crop.follow(face, elapsed);
      state = found(face, FacePatch.of(image, face), crop, micros, state.searchedEpochMicros);
      return;
    }
    boolean remembered = micros - state.detectedEpochMicros <= UNCONFIRMED_MICROS;
    Optional<FaceBox> alike =
        state
            .patch
            .find(image, state.face)
            .filter(face -> remembered && FaceChoice.isFree(face, taken));
    state =
        alike.isPresent()
            ? new State(
                alike.get(),
                state.patch,
                state.crop.follow(alike.get(), elapsed),
                true,
                state.detectedEpochMicros,
                state.searchedEpochMicros,
                micros)
            : without(micros, state.searchedEpochMicros);
  }

  private Optional<FaceBox> near(RgbImage image, FaceDetector detector, List<FaceBox> taken) {
    FaceBox last = state.face;
    Square part =
        new SmoothCrop(last.centreX(), last.centreY(), NEARBY * last.side(), false).square(image);
    return detector
        .detect(PictureTransform.crop(image, part), SMALLEST_CHANGE * last.side())
        .stream()
        .map(face -> face.movedBy(part.left(), part.top()))
        .filter(face -> face.overlap(last) > SAME_FACE && FaceChoice.isFree(face, taken))
        .max(Comparator.comparingDouble(last::overlap));
  }

  private void search(RgbImage image, long micros, FaceDetector detector, List<FaceBox> taken) {
    int width = image.widthPixels();
    int height = image.heightPixels();
    double smallest = settings.smallestShare * Math.min(width, height);
    List<FaceBox> faces =
        detector.detect(image, smallest).stream()
            .filter(face -> face.side() >= smallest && face.score() >= SURE)
            .toList();
    state =
        settings
            .choice
            .choose(faces, taken, width, height)
            .map(
                face -> found(face, FacePatch.of(image, face), SmoothCrop.of(face), micros, micros))
            .orElseGet(() -> without(micros, micros));
  }

  private static State found(
      FaceBox face, FacePatch patch, SmoothCrop crop, long micros, long searched) {
    return new State(face, patch, crop, true, micros, searched, micros);
  }

  private State without(long micros, long searched) {
    return new State(null, null, null, state.everSeen, state.detectedEpochMicros, searched, micros);
  }
}
