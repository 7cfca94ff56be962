package io.understudy.connectors.contract;

import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink type of immutable objects that Flink takes as a whole: no key, no fields. */
public abstract class OneFieldType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  protected OneFieldType(Class<T> type) {
    this.type = Objects.requireNonNull(type, "type");
  }

  @Override
  public final boolean isBasicType() {
    return false;
  }

  @Override
  public final boolean isTupleType() {
    return false;
  }

  @Override
  public final int getArity() {
    return 1;
  }

  @Override
  public final int getTotalFields() {
    return 1;
  }

  @Override
  public final Class<T> getTypeClass() {
    return type;
  }

  @Override
  public final boolean isKeyType() {
    return false;
  }

  @Override
  public final String toString() {
    return type.getSimpleName();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof OneFieldType<?> that && that.canEqual(this) && that.type == type;
  }

  @Override
  public final int hashCode() {
    return type.hashCode();
  }

  @Override
  public final boolean canEqual(Object other) {
    return other != null && other.getClass() == getClass();
  }
}
