package io.understudy.connectors.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.JitterFilter;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Samples;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.SourceSerializer;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class WireTest {
  private static KafkaRecord record(String key, byte[] value) {
    return new KafkaRecord(new Origin("topic", 3, 42), 7, key.getBytes(UTF_8), value);
  }

  @Test
  void everyRecordComesBackAsItWas() throws MalformedRecordException {
    DrivingFrame frame = Samples.drivingFrame();
    assertThat(DrivingFrameWire.parse(record("stream-1", DrivingFrameWire.toBytes(frame))))
        .isEqualTo(frame);
    assertThat(
            ReenactedFrameWire.parse(
                record("stream-1", ReenactedFrameWire.toBytes(Samples.reenactedFrame()))))
        .isEqualTo(Samples.reenactedFrame());
    assertThat(SourceWire.parse(record("source-1", SourceWire.toBytes(Samples.source()))))
        .isEqualTo(Samples.source());
    assertThat(SessionWire.parse(record("stream-1", SessionWire.toBytes(Samples.session()))))
        .isEqualTo(Samples.session());
    assertThat(
            DeadLetterWire.parse(record("stream-1", DeadLetterWire.toBytes(Samples.deadLetter()))))
        .isEqualTo(Samples.deadLetter());
    assertThat(
            StreamEventWire.parse(
                record("stream-1", StreamEventWire.toBytes(Samples.streamEvent()))))
        .isEqualTo(Samples.streamEvent());
    ModelAnnouncement model = new ModelAnnouncement("fomm-256", "0123", "a/b", "ab".repeat(32));
    assertThat(
            ModelAnnouncementWire.parse(record("fomm-256", ModelAnnouncementWire.toBytes(model))))
        .isEqualTo(model);
  }

  @Test
  void announcedWeightsHaveAPlaceAndADigestAndATombstoneWithdrawsThem() throws Exception {
    assertThat(ModelAnnouncementWire.toBytes(ModelAnnouncement.withdrawn("fomm-256"))).isNull();
    assertThat(ModelAnnouncementWire.parse(record("fomm-256", null)))
        .isEqualTo(ModelAnnouncement.withdrawn("fomm-256"));
    refusesWeights(new ModelAnnouncement("fomm-256", "0123", " ", "ab".repeat(32)))
        .hasMessageContaining("location is empty");
    refusesWeights(new ModelAnnouncement("fomm-256", "0123", "a", "AB".repeat(32)))
        .hasMessageContaining("sha256 has 64 characters, it must be 64 lower-case hex digits");
    refusesWeights(new ModelAnnouncement("fomm-256", "../x", "a", "ab".repeat(32)))
        .hasMessageContaining("weights_id '../x' is not an id");
  }

  private static AbstractThrowableAssert<?, ?> refusesWeights(ModelAnnouncement announcement) {
    byte[] bytes = ModelAnnouncementWire.toBytes(announcement);
    return assertThatThrownBy(() -> ModelAnnouncementWire.parse(record("fomm-256", bytes)))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void tombstonesWithdrawASourceAndStopASession() throws MalformedRecordException {
    assertThat(SourceWire.toBytes(Source.withdrawn("a"))).isNull();
    assertThat(SourceWire.parse(record("a", null)).withdrawn()).isTrue();
    assertThat(SessionWire.toBytes(Session.stopped("a"))).isNull();
    assertThat(SessionWire.parse(record("a", null)).stopped()).isTrue();
  }

  @Test
  void thePayloadSharesTheBytesOfTheKafkaRecord() throws MalformedRecordException {
    byte[] value = DrivingFrameWire.toBytes(Samples.drivingFrame());
    ByteString payload = DrivingFrameWire.parse(record("stream-1", value)).payload();
    byte first = payload.byteAt(0);
    for (int i = 0; i < value.length; i++) {
      value[i] ^= 0x55;
    }
    assertThat(payload.byteAt(0)).isEqualTo((byte) (first ^ 0x55));
  }

  @Test
  void malformedRecordsAreRefusedWithWhatIsWrong() {
    assertThatThrownBy(() -> DrivingFrameWire.parse(record("a", new byte[] {1, 2, 3})))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("3 bytes");
    assertThatThrownBy(() -> DrivingFrameWire.parse(record("a", null)))
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> DrivingFrameWire.parse(record("../etc\n", new byte[0])))
        .hasMessageContaining("'../etc?' is not an id");
    assertThatThrownBy(() -> DrivingFrameWire.parse(record("a", new byte[0])))
        .hasMessageContaining("encoding is 0");
    KafkaRecord keyless = new KafkaRecord(Origin.NONE, 0, null, new byte[0]);
    assertThatThrownBy(() -> SourceWire.parse(keyless)).hasMessageContaining("no key");
    byte[] wide =
        io.understudy.v1.Session.newBuilder()
            .setSourceId("s")
            .setOutputSizePixels(9999)
            .build()
            .toByteArray();
    assertThatThrownBy(() -> SessionWire.parse(record("a", wide))).hasMessageContaining("9999");
    byte[] crop =
        io.understudy.v1.Source.newBuilder()
            .setCrop(io.understudy.v1.Crop.newBuilder().setCentreX(Double.NaN).setSide(1))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> SourceWire.parse(record("a", crop))).hasMessageContaining("NaN");
  }

  @Test
  void consentTextsThatNoStateCouldHoldAreRefused() throws Exception {
    Source longest = withScope("\u20ac".repeat(2048));
    Source parsed = SourceWire.parse(record("a", SourceWire.toBytes(longest)));
    DataOutputSerializer state = new DataOutputSerializer(64);
    new SourceSerializer().serialize(parsed, state);
    assertThat(
            new SourceSerializer().deserialize(new DataInputDeserializer(state.getSharedBuffer())))
        .isEqualTo(parsed);
    byte[] longer = SourceWire.toBytes(withScope("x".repeat(70_000)));
    assertThatThrownBy(() -> SourceWire.parse(record("a", longer)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("consent scope has 70000 characters, at most 2048");
  }

  private static Source withScope(String scope) {
    Consent consent = new Consent("subject", scope, 0, "reference");
    return new Source("a", 1, ByteString.copyFromUtf8("jpeg"), Crop.CENTRE, consent, false);
  }

  @Test
  void defaultsOfAnEmptySessionAreTheDocumentedOnes() throws MalformedRecordException {
    byte[] least = io.understudy.v1.Session.newBuilder().setSourceId("s").build().toByteArray();
    Session session = SessionWire.parse(record("a", least));
    assertThat(session.drivingCrop()).isEqualTo(Crop.CENTRE);
    assertThat(session.label()).isTrue();
    assertThat(session.motion().name()).isEqualTo("RELATIVE");
    assertThat(session.delivery().name()).isEqualTo("LIVE");
  }

  @Test
  void everySessionFieldThatCalmsOrFollowsTheFaceComesBack() throws MalformedRecordException {
    for (Session session :
        List.of(
            Samples.steadiedSession(),
            Samples.sharedSession(),
            Samples.session().steadied(JitterFilter.DEFAULT, 0, FaceTracking.DEFAULT))) {
      assertThat(SessionWire.parse(record("stream-1", SessionWire.toBytes(session))))
          .isEqualTo(session);
    }
    for (MotionMode motion : MotionMode.values()) {
      assertThat(motionOverTheWire(motion)).isEqualTo(motion);
    }
  }

  private static MotionMode motionOverTheWire(MotionMode motion) throws MalformedRecordException {
    Session session =
        new Session(
            "a", "s", "", "", motion, DeliveryMode.LIVE, 0, Crop.CENTRE, 0, false, true, false);
    return SessionWire.parse(record("a", SessionWire.toBytes(session))).motion();
  }

  @Test
  void emptyFilterAndTrackingMessagesMeanTheDocumentedDefaults() throws MalformedRecordException {
    byte[] bytes =
        message()
            .setJitterFilter(io.understudy.v1.JitterFilter.getDefaultInstance())
            .setFaceTracking(io.understudy.v1.FaceTracking.getDefaultInstance())
            .build()
            .toByteArray();
    Session session = SessionWire.parse(record("a", bytes));
    assertThat(session.jitterFilter()).isEqualTo(JitterFilter.DEFAULT);
    assertThat(session.faceTracking()).isEqualTo(FaceTracking.DEFAULT);
    assertThat(session.scaleSmoothingMillis()).isEqualTo(Session.DEFAULT_SMOOTHING);
  }

  @Test
  void filtersAndTrackingOutOfRangeAreRefusedInOneSentence() {
    refuses(message().setScaleSmoothingMillis(60_001))
        .hasMessage("scale_smoothing_millis is 60001, it must be 0 to 60000");
    refuses(message().setScaleSmoothingMillis(-1)).hasMessageContaining("is -1");
    refuses(message().setJitterFilter(filter().setRestingCutoffHertz(0)))
        .hasMessage(
            "resting cutoff of the jitter filter is 0.0 Hz, it must be above 0 to 1000 Hz: correct it");
    refuses(message().setJitterFilter(filter().setSpeedCutoffHertz(Double.NaN)))
        .hasMessageContaining("speed cutoff of the jitter filter is NaN Hz");
    refuses(message().setJitterFilter(filter().setCutoffPerSpeed(-1)))
        .hasMessageContaining("cutoff per speed of the jitter filter is -1.0");
    refuses(message().setFaceTracking(tracking().setX(1.5)))
        .hasMessage("x of the nearest face is 1.5, it must be 0 to 1: correct it");
    refuses(message().setFaceTracking(tracking().setIndex(-2)))
        .hasMessageContaining("index of the face is -2");
    refuses(message().setFaceTracking(tracking().setSmallestShare(0)))
        .hasMessageContaining("share of the smallest face is 0.0");
    refuses(message().setFaceTracking(tracking().setChoiceValue(9)))
        .hasMessageContaining("choice of the face is 9");
    refuses(message().setFaceTracking(tracking().setLostValue(9)))
        .hasMessageContaining("lost is 9");
    refuses(message().setMotionValue(9)).hasMessageContaining("motion is 9");
  }

  @Test
  void otherFacesWithoutPasteBackAreRefused() {
    byte[] bytes =
        message()
            .addOtherFaces(io.understudy.v1.OtherFace.newBuilder().setSourceId("t"))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> SessionWire.parse(record("a", bytes)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("need paste-back");
  }

  private static io.understudy.v1.Session.Builder message() {
    return io.understudy.v1.Session.newBuilder().setSourceId("s");
  }

  private static io.understudy.v1.JitterFilter.Builder filter() {
    return io.understudy.v1.JitterFilter.newBuilder();
  }

  private static io.understudy.v1.FaceTracking.Builder tracking() {
    return io.understudy.v1.FaceTracking.newBuilder();
  }

  private static AbstractThrowableAssert<?, ?> refuses(io.understudy.v1.Session.Builder message) {
    byte[] bytes = message.build().toByteArray();
    return assertThatThrownBy(() -> SessionWire.parse(record("a", bytes)))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void randomBytesNeverCauseAnythingButARefusal() {
    Random random = new Random(20260101);
    byte[] good = DrivingFrameWire.toBytes(Samples.drivingFrame());
    int accepted = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(DrivingFrameWire.parse(record("a", bytes)).encoding())
            .isIn((Object[]) FrameEncoding.values());
        accepted++;
      } catch (MalformedRecordException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    assertThat(accepted).isBetween(1, 1999);
  }
}
