package io.understudy.connectors.contract;

import com.google.protobuf.ByteString;
import java.util.List;

/** One record of each kind, every field different from its default. */
public final class Samples {
  private static final ByteString BYTES = ByteString.copyFrom(new byte[] {9, 8, 7, 6, 5});
  private static final Origin ORIGIN = new Origin("topic", 3, 42);

  private Samples() {}

  public static KafkaRecord kafkaRecord() {
    return new KafkaRecord(ORIGIN, 1_700_000_000_000L, new byte[] {1, 2}, new byte[] {3});
  }

  public static DrivingFrame drivingFrame() {
    return new DrivingFrame(
        "stream-1",
        2,
        3,
        1_700_000_000_000_000L,
        40_000,
        150_000,
        FrameEncoding.RAW_RGB,
        16,
        9,
        BYTES,
        ORIGIN);
  }

  public static ReenactedFrame reenactedFrame() {
    return new ReenactedFrame(
        "stream-1",
        2,
        3,
        4,
        5,
        FrameEncoding.JPEG,
        256,
        128,
        BYTES,
        new StageTimings(1, 2, 3, 4, 5, 6),
        "source-1",
        7,
        "fomm-256",
        "abc",
        "uri");
  }

  public static Source source() {
    return new Source(
        "source-1",
        4,
        BYTES,
        new Crop(0.25, 0.5, 0.75),
        new Consent("A. Person", "broadcast", 1_900_000_000_000L, "file 12"),
        false);
  }

  public static Session session() {
    return new Session(
        "stream-1",
        "source-1",
        "fomm-256",
        "abc",
        MotionMode.SCALED,
        DeliveryMode.COMPLETE,
        150,
        new Crop(0.1, 0.2, 0.3),
        512,
        true,
        false,
        false);
  }

  /** A session with everything that came with the second version. */
  public static Session steadiedSession() {
    return session()
        .steadied(
            new JitterFilter(0.5, 8, 2),
            250,
            new FaceTracking(
                FaceTracking.Choice.NEAREST, 0.25, 0.75, 3, FaceTracking.Lost.SLATE, 0.2));
  }

  /** A session of two faces, which came with the third version. */
  public static Session sharedSession() {
    FaceTracking right =
        new FaceTracking(FaceTracking.Choice.INDEX, 0, 0, 1, FaceTracking.Lost.HOLD, 0.2);
    return steadiedSession().withOtherFaces(List.of(new OtherFace("source-2", right)));
  }

  public static ModelAnnouncement modelAnnouncement() {
    return new ModelAnnouncement("fomm-256", "0123", "a/b.safetensors", "ab".repeat(32));
  }

  public static DeadLetter deadLetter() {
    return new DeadLetter("stream-1", DeadLetter.Reason.NO_CONSENT, ORIGIN, BYTES, "Why – so.");
  }

  public static StreamEvent streamEvent() {
    return new StreamEvent(
        "stream-1", StreamEvent.Kind.FRAMES_DROPPED, "source-1", 12, "deadline", 99);
  }
}
