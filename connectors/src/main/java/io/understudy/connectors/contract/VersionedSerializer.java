package io.understudy.connectors.contract;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base of the hand-written Flink serializers: immutable records are never copied, and every record
 * starts with a version byte, so that a later build can read what an earlier one stored.
 *
 * <p>Stateless and thread-safe. A subclass has a public constructor without arguments.
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final byte version;

  /**
   * @param version what {@link #write} writes; {@link #read} is given what was stored
   */
  protected VersionedSerializer(int version) {
    this.version = (byte) version;
  }

  /** Writes all fields of {@code record}. */
  protected abstract void write(T record, DataOutputView out) throws IOException;

  /**
   * Reads what {@link #write} of {@code storedVersion} wrote.
   *
   * @param storedVersion 1 to this build's version
   */
  protected abstract T read(int storedVersion, DataInputView in) throws IOException;

  @Override
  public final void serialize(T record, DataOutputView target) throws IOException {
    target.writeByte(version);
    write(record, target);
  }

  @Override
  public final T deserialize(DataInputView source) throws IOException {
    int stored = source.readByte();
    if (stored < 1 || stored > version) {
      throw new IOException(
          "%s reads versions 1 to %d, the record has version %d: run the build that wrote it"
              .formatted(getClass().getSimpleName(), version, stored));
    }
    return read(stored, source);
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public final T createInstance() {
    return null;
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return Objects.hash(getClass().getName());
  }
}
