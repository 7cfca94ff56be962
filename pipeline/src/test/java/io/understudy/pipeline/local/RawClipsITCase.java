package io.understudy.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.ClipReenactment;
import io.understudy.pipeline.playback.DrivingClip;
import io.understudy.pipeline.playback.EveryNthFrame;
import io.understudy.pipeline.playback.FramedPortrait;
import io.understudy.pipeline.playback.PortraitFile;
import io.understudy.pipeline.playback.SideBySide;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.playback.VideoClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A portrait is put into every real clip, a few frames of each, which lie beside the repository.
 * Leaves a contact sheet of each in {@code target/raw-clips}.
 */
@Tag("slow")
class RawClipsITCase {
  private static final Path DATA = Path.of("../../shared/data");
  private static final Path SHEETS = Path.of("target/raw-clips");
  private static final int FRAMES = Integer.getInteger("understudy.raw.frames", 8);
  private static final Consent CONSENT = new Consent("test head", "tests", 0, "kept for tests");

  private static LocalEngine engine;
  private static PictureCodec codec;

  /** What a viewer sees of a frame. */
  private enum Shown {
    /** The picture with another head. */
    REENACTED,
    /** The picture as it came. */
    UNTOUCHED,
    /** A plain picture. */
    SLATE,
    /** The picture shown before, or another one. */
    HELD
  }

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(Files.exists(DATA.resolve("raw")), "no clips beside the repository");
    codec = new PictureCodec(PictureBounds.DEFAULT);
    engine =
        LocalEngine.start(
            UnderstudyConfiguration.read(
                null, List.of("model.preset=ostnet-compact", "live.session-wait=10min")));
    try (StreamPublisher publisher = new StreamPublisher(engine.configuration().kafka())) {
      publisher.publish(source("anna", "portraits/train/plp_005.jpg"));
      publisher.publish(source("ben", "portraits/train/pdt_373.jpg"));
    }
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
      codec.close();
    }
  }

  private static Source source(String id, String portrait) {
    ByteString picture = PortraitFile.read(DATA.resolve(portrait));
    return new Source(id, 1, picture, FramedPortrait.around(picture), CONSENT, false);
  }

  @ParameterizedTest
  @CsvSource({
    "interview_single_1080v, REENACTED",
    "sofa_single_1080v, REENACTED",
    "walk_portrait, REENACTED",
    "sit_road_vertical, REENACTED",
    "webcam_conference_720, REENACTED",
    "webcam_zoom_low, REENACTED",
    "fullbody_dance, REENACTED",
    "noface_negative, SLATE",
    "face_then_noface, REENACTED HELD",
    "noface_then_face, SLATE REENACTED HELD", // its last picture is black
    "stage_cuts, REENACTED HELD SLATE",
    "street_crowd_1080, REENACTED HELD SLATE"
  })
  void everyClipComesOutAsItShould(String clip, String allowed) throws Exception {
    List<Shown> shown = run(clip, thinned(clip), List.of());
    assertThat(shown).hasSizeGreaterThanOrEqualTo(FRAMES);
    assertThat(allowed.split(" "))
        .as("what is shown: %s", shown)
        .contains(shown.stream().map(Shown::name).distinct().toArray(String[]::new));
  }

  @Test
  void bothPeopleOfAPictureGetTheirOwnHead() throws Exception {
    FaceTracking tracking = FaceTracking.DEFAULT;
    OtherFace right =
        new OtherFace(
            "ben",
            new FaceTracking(FaceTracking.Choice.NEAREST, 0.75, 0.4, 0, tracking.lost(), 0.1));
    DrivingClip both =
        new SideBySide(thinned("interview_single_1080v"), thinned("sofa_single_1080v"));
    assertThat(run("both", both, List.of(right))).containsOnly(Shown.REENACTED);
  }

  /** What is shown of each of some frames of the clip, spread over all of it. */
  private static List<Shown> run(String clip, DrivingClip driving, List<OtherFace> others)
      throws Exception {
    Session session =
        new Session(
                clip,
                "anna",
                "",
                "",
                MotionMode.RELATIVE,
                DeliveryMode.COMPLETE,
                0,
                Crop.CENTRE,
                0,
                true,
                true,
                false)
            .steadied(null, Session.DEFAULT_SMOOTHING, FaceTracking.DEFAULT)
            .withOtherFaces(others);
    try (StreamPublisher publisher = new StreamPublisher(engine.configuration().kafka())) {
      publisher.publish(session);
    }
    awaitStart(session);
    List<Shown> shown = new ArrayList<>();
    ClipSheet sheet = new ClipSheet();
    try (DrivingClip frames = driving) {
      new ClipReenactment(engine.configuration(), clip, Clock.systemUTC())
          .run(
              frames,
              (sent, reenacted) -> {
                RgbImage before = decode(sent);
                RgbImage after = decode(reenacted.payload());
                sheet.add(before, after);
                shown.add(look(before, after));
              },
              engine::failIfEnded);
    }
    sheet.write(SHEETS.resolve(clip + ".png"));
    return shown;
  }

  /** Until its source is encoded a face is covered, which is no frame to judge. */
  private static void awaitStart(Session session) {
    Set<String> waiting = new HashSet<>(Set.of(session.sourceId()));
    session.otherFaces().forEach(face -> waiting.add(face.sourceId()));
    try (StreamReader<StreamEvent> events =
        StreamReader.events(engine.configuration().kafka(), From.BEGINNING)) {
      while (!waiting.isEmpty()) {
        events.poll(Duration.ofMillis(50)).stream()
            .filter(event -> event.streamId().equals(session.streamId()))
            .filter(event -> event.kind() == StreamEvent.Kind.STARTED)
            .forEach(event -> waiting.remove(event.sourceId()));
        engine.failIfEnded();
      }
    }
  }

  private static DrivingClip thinned(String name) {
    VideoClip clip = VideoClip.open(DATA.resolve("raw").resolve(name + ".mp4"));
    return new EveryNthFrame(clip, (int) Math.max(1, clip.expectedFrames() / FRAMES));
  }

  private static RgbImage decode(ByteString jpeg) {
    try {
      return codec.decode(jpeg, FrameEncoding.JPEG, 0, 0);
    } catch (PictureException e) {
      throw new AssertionError("the job sent a picture that cannot be decoded", e);
    }
  }

  /** Judged above the label, which lies in the lowest fifth. */
  private static Shown look(RgbImage before, RgbImage after) {
    assertThat(after.widthPixels()).isEqualTo(before.widthPixels());
    assertThat(after.heightPixels()).isEqualTo(before.heightPixels());
    int plain = 0;
    int changed = 0;
    int bytes = 3 * before.widthPixels() * (before.heightPixels() * 4 / 5);
    for (int i = 0; i < bytes; i++) {
      int level = after.rgb()[i] & 0xff;
      plain += Math.abs(level - 48) < 3 ? 1 : 0;
      changed += Math.abs(level - (before.rgb()[i] & 0xff)) > 16 ? 1 : 0;
    }
    if (plain > 0.99 * bytes) {
      return Shown.SLATE;
    }
    if (changed > 0.3 * bytes) {
      return Shown.HELD;
    }
    return changed > 0.001 * bytes ? Shown.REENACTED : Shown.UNTOUCHED;
  }
}
