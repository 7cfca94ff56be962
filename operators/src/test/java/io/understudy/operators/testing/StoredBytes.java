package io.understudy.operators.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.VersionedSerializer;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Bytes that earlier builds wrote, in the resource folder {@code stored}. */
public final class StoredBytes {
  private StoredBytes() {}

  /**
   * Checks that the stored bytes are read as {@code expected}, that this build writes and reads it
   * too, and that the serializer's snapshot restores it.
   */
  public static <T> void check(String name, VersionedSerializer<T> serializer, T expected)
      throws IOException {
    assertThat(read(serializer, stored(name))).usingRecursiveComparison().isEqualTo(expected);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(expected, out);
    assertThat(read(serializer, out.getCopyOfBuffer()))
        .usingRecursiveComparison()
        .isEqualTo(expected);
    TypeSerializerSnapshot<T> snapshot = serializer.snapshotConfiguration();
    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
    assertThat(snapshot.resolveSchemaCompatibility(snapshot).isCompatibleAsIs()).isTrue();
  }

  private static <T> T read(VersionedSerializer<T> serializer, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T record = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return record;
  }

  private static byte[] stored(String name) throws IOException {
    try (InputStream in = StoredBytes.class.getResourceAsStream("/stored/" + name + ".bin")) {
      assertThat(in).as("stored/%s.bin", name).isNotNull();
      return in.readAllBytes();
    }
  }
}
