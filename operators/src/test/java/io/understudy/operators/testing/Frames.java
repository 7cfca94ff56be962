package io.understudy.operators.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.operators.BatchOptions;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.MarkOptions;
import io.understudy.operators.PictureOptions;
import io.understudy.operators.SessionDefaults;
import io.understudy.operators.SessionLimits;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import java.util.ArrayList;
import java.util.List;

/** Small records that tests send. Time starts at {@link #NOW}. */
public final class Frames {
  /** 1970 plus a thousand seconds, ms. */
  public static final long NOW = 1_000_000;

  private static final int SIDE = 8;

  private Frames() {}

  /** Batches of four, queues of three, a wait of three frames and half a second. */
  public static LiveOptions options() {
    return new LiveOptions(
        new BatchOptions(4, 2, 3, 1 << 20),
        new SessionLimits(3, 1 << 20, 500, 0),
        new SessionDefaults("fake", "", 1000, 0),
        new PictureOptions(1 << 20, 10_000, 95),
        new MarkOptions(false, "AI generated", ""),
        8,
        "");
  }

  public static Picture plain(int side, int... colour) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) colour[i % 3];
    }
    return new Picture(side, side, rgb);
  }

  public static byte[] png(int... colour) {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      return codec.encodePng(new RgbImage(SIDE, SIDE, plain(SIDE, colour).rgb()));
    }
  }

  public static Consent consent() {
    return new Consent("A. Person", "broadcast", 0, "file 7");
  }

  public static Source source(String sourceId, long version, int... colour) {
    return new Source(
        sourceId, version, ByteString.copyFrom(png(colour)), Crop.CENTRE, consent(), false);
  }

  public static Source withConsent(Source source, Consent consent) {
    return new Source(
        source.sourceId(), source.version(), source.portrait(), source.crop(), consent, false);
  }

  public static Session session(String streamId, String sourceId) {
    return session(streamId, sourceId, "", MotionMode.RELATIVE, DeliveryMode.LIVE);
  }

  public static Session complete(String streamId, String sourceId) {
    return session(streamId, sourceId, "", MotionMode.RELATIVE, DeliveryMode.COMPLETE);
  }

  public static Session session(
      String streamId, String sourceId, String preset, MotionMode motion, DeliveryMode delivery) {
    return new Session(
        streamId, sourceId, preset, "", motion, delivery, 0, Crop.CENTRE, 0, false, true, false);
  }

  /** A raw frame of one colour, captured {@link #NOW}. */
  public static DrivingFrame frame(String streamId, long epoch, long sequence, int... colour) {
    return frame(streamId, epoch, sequence, NOW * 1000, plain(SIDE, colour));
  }

  public static DrivingFrame frame(
      String streamId, long epoch, long sequence, long captureEpochMicros, Picture picture) {
    return new DrivingFrame(
        streamId,
        epoch,
        sequence,
        captureEpochMicros,
        sequence * 40_000,
        0,
        FrameEncoding.RAW_RGB,
        picture.widthPixels(),
        picture.heightPixels(),
        UnsafeByteOperations.unsafeWrap(picture.rgb()),
        new Origin("driving-frames", 0, sequence));
  }

  public static DrivingFrame encoded(
      String streamId, long sequence, FrameEncoding encoding, byte[] bytes) {
    return new DrivingFrame(
        streamId,
        0,
        sequence,
        NOW * 1000,
        0,
        0,
        encoding,
        0,
        0,
        UnsafeByteOperations.unsafeWrap(bytes),
        new Origin("driving-frames", 0, sequence));
  }

  /** What source-features sends when {@code session} starts on a source of that colour. */
  public static SessionUpdate start(Session session, long revision, int... colour) {
    String preset = session.preset().isEmpty() ? "fake" : session.preset();
    byte[] features = {(byte) colour[0], (byte) colour[1], (byte) colour[2]};
    return new SessionUpdate(
        SessionUpdate.Kind.START,
        StopReason.NONE,
        revision,
        session,
        1,
        new ModelKey(preset, FakeModels.WEIGHTS),
        "%d-%d-%d".formatted(colour[0], colour[1], colour[2]),
        features);
  }

  /** Red of a reenacted frame's upper left corner, to the nearest ten (JPEG is not exact). */
  public static int red(ReenactedFrame frame) throws PictureException {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      byte[] rgb = codec.decode(frame.payload(), frame.encoding(), 0, 0).rgb();
      return 10 * Math.round((rgb[0] & 0xff) / 10f);
    }
  }

  /** {@link #red} of every frame that a chain gave. */
  public static List<Integer> reds(LiveChain chain) throws PictureException {
    List<Integer> reds = new ArrayList<>();
    for (ReenactedFrame frame : chain.frames()) {
      reds.add(red(frame));
    }
    return reds;
  }
}
