package io.understudy.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SerializersTest {
  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(Samples.drivingFrame(), new DrivingFrameSerializer()),
        Arguments.of(Samples.reenactedFrame(), new ReenactedFrameSerializer()),
        Arguments.of(Samples.source(), new SourceSerializer()),
        Arguments.of(Source.withdrawn("gone"), new SourceSerializer()),
        Arguments.of(Samples.session(), new SessionSerializer()),
        Arguments.of(Samples.modelAnnouncement(), new ModelAnnouncementSerializer()),
        Arguments.of(Samples.deadLetter(), new DeadLetterSerializer()),
        Arguments.of(Samples.streamEvent(), new StreamEventSerializer()));
  }

  private static <T> byte[] bytes(VersionedSerializer<T> serializer, T record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    return out.getCopyOfBuffer();
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void aRecordComesBackAsItWasAndItsSerializerRestores(
      T record, VersionedSerializer<T> serializer) throws IOException {
    byte[] written = bytes(serializer, record);
    DataInputDeserializer in = new DataInputDeserializer(written);
    assertThat(serializer.deserialize(in)).isEqualTo(record);
    assertThat(in.available()).isZero();
    TypeSerializerSnapshot<T> snapshot = serializer.snapshotConfiguration();
    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
    assertThat(snapshot.resolveSchemaCompatibility(snapshot).isCompatibleAsIs()).isTrue();
    assertThat(serializer.copy(record)).isSameAs(record);
  }

  /** Also what Protobuf joins from several arrays or backs by a direct buffer. */
  @Test
  void aPayloadOfAnyKindIsStoredAsItsBytes() throws IOException {
    byte[] plain = new byte[5000];
    new Random(7).nextBytes(plain);
    ByteString half = ByteString.copyFrom(plain, 0, 2500);
    ByteBuffer direct = ByteBuffer.allocateDirect(2500).put(plain, 2500, 2500).flip();
    ByteString joined = half.concat(UnsafeByteOperations.unsafeWrap(direct));
    Source source = new Source("a", 1, joined, Crop.CENTRE, null, false);
    DataInputDeserializer in = new DataInputDeserializer(bytes(new SourceSerializer(), source));
    assertThat(new SourceSerializer().deserialize(in).portrait().toByteArray()).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void bytesThatVersionOneWroteAreStillRead(T record, VersionedSerializer<T> serializer)
      throws IOException {
    String state = record instanceof Source source && source.withdrawn() ? "-withdrawn" : "";
    String name = record.getClass().getSimpleName() + state + "-v1.bin";
    try (InputStream stored = SerializersTest.class.getResourceAsStream(name)) {
      assertThat(stored).as(name).isNotNull();
      assertThat(serializer.deserialize(new DataInputDeserializer(stored.readAllBytes())))
          .isEqualTo(record);
    }
  }

  @Test
  void aSessionThatVersionTwoWroteIsStillRead() throws IOException {
    try (InputStream stored = SerializersTest.class.getResourceAsStream("Session-v2.bin")) {
      assertThat(stored).isNotNull();
      assertThat(
              new SessionSerializer().deserialize(new DataInputDeserializer(stored.readAllBytes())))
          .isEqualTo(Samples.steadiedSession());
    }
    DataInputDeserializer again =
        new DataInputDeserializer(bytes(new SessionSerializer(), Samples.steadiedSession()));
    assertThat(new SessionSerializer().deserialize(again)).isEqualTo(Samples.steadiedSession());
    assertThat(again.available()).isZero();
  }

  @Test
  void aSessionOfSeveralFacesComesBackAsItWas() throws IOException {
    DataInputDeserializer in =
        new DataInputDeserializer(bytes(new SessionSerializer(), Samples.sharedSession()));
    assertThat(new SessionSerializer().deserialize(in)).isEqualTo(Samples.sharedSession());
    assertThat(in.available()).isZero();
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void aRecordOfALaterVersionIsRefusedByItsNumber(T record, VersionedSerializer<T> serializer)
      throws IOException {
    byte[] written = bytes(serializer, record);
    written[0] = 99;
    assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(written)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99");
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void flinkFindsTheSerializerByTheRecordsType(T record, VersionedSerializer<T> serializer) {
    TypeInformation<?> type = TypeInformation.of(record.getClass());
    assertThat(type.createSerializer(new SerializerConfigImpl())).isEqualTo(serializer);
  }
}
