package io.understudy.model.preset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Strict JSON of records: each component is a key; a missing or an unknown key is refused by name.
 *
 * <p>Components are numbers, booleans, texts, enums (in lower case), records, optionals of these
 * (whose key is absent where they are empty), and {@link ModelConfiguration}, whose object also has
 * the key {@code network}. Pure and thread-safe.
 */
public final class RecordJson {
  private static final String NETWORK = "network";
  private static final Map<String, Class<? extends Record>> NETWORKS =
      Map.of(
          DaganConfiguration.NETWORK, DaganConfiguration.class,
          FommConfiguration.NETWORK, FommConfiguration.class,
          McnetConfiguration.NETWORK, McnetConfiguration.class,
          SynergizeConfiguration.NETWORK, SynergizeConfiguration.class,
          UnderstudyConfiguration.NETWORK, UnderstudyConfiguration.class,
          TpsmConfiguration.NETWORK, TpsmConfiguration.class);

  private RecordJson() {}

  /** The object of a record. */
  public static JsonObject write(Record value) {
    JsonObject json = new JsonObject();
    if (value instanceof ModelConfiguration configuration) {
      json.addProperty(NETWORK, configuration.network());
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = valueOf(component, value);
      Object present = part instanceof Optional<?> optional ? optional.orElse(null) : part;
      if (present != null) {
        json.add(component.getName(), element(present));
      }
    }
    return json;
  }

  /**
   * Reads a record back.
   *
   * @param where what is read, for messages, such as a file name
   * @throws IllegalArgumentException naming every missing and unknown key, or the value that breaks
   *     a rule
   */
  public static <T extends Record> T read(Class<T> type, JsonObject json, String where) {
    checkKeys(type, json, where);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      String name = components[i].getName();
      values[i] = component(components[i], json.get(name), where + "." + name);
    }
    return construct(type, components, values, where);
  }

  private static Object component(RecordComponent component, JsonElement json, String where) {
    if (component.getType() != Optional.class) {
      return value(component.getType(), json, where);
    }
    Class<?> part =
        (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return Optional.ofNullable(json).map(present -> value(part, present, where));
  }

  /** Reads a configuration, whose {@code network} says which. */
  public static ModelConfiguration readConfiguration(JsonObject json, String where) {
    JsonElement network = json.get(NETWORK);
    Class<? extends Record> type =
        network != null && network.isJsonPrimitive() ? NETWORKS.get(network.getAsString()) : null;
    if (type == null) {
      throw new IllegalArgumentException(
          "%s.network must be one of %s, got %s"
              .formatted(where, NETWORKS.keySet().stream().sorted().toList(), network));
    }
    return (ModelConfiguration) read(type, json, where);
  }

  private static void checkKeys(Class<?> type, JsonObject json, String where) {
    List<String> missing =
        new ArrayList<>(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
    List<String> unknown = new ArrayList<>(json.keySet());
    unknown.removeAll(missing);
    missing.removeAll(json.keySet());
    Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getType() == Optional.class)
        .forEach(component -> missing.remove(component.getName()));
    if (ModelConfiguration.class.isAssignableFrom(type)) {
      unknown.remove(NETWORK);
    }
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must have exactly the keys of %s: missing %s, unknown %s"
              .formatted(where, type.getSimpleName(), missing, unknown));
    }
  }

  private static JsonElement element(Object value) {
    if (value instanceof Record nested) {
      return write(nested);
    } else if (value instanceof Enum<?> constant) {
      return new JsonPrimitive(constant.name().toLowerCase(Locale.ROOT));
    } else if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    } else if (value instanceof Number number) {
      return new JsonPrimitive(number);
    } else if (value instanceof String text) {
      return new JsonPrimitive(text);
    }
    throw new IllegalArgumentException("no JSON form of " + value);
  }

  private static Object value(Class<?> type, JsonElement json, String where) {
    try {
      if (type == ModelConfiguration.class) {
        return readConfiguration(json.getAsJsonObject(), where);
      } else if (type.isRecord()) {
        return read(type.asSubclass(Record.class), json.getAsJsonObject(), where);
      } else if (type.isEnum()) {
        return constant(type, json.getAsString(), where);
      }
      return primitive(type, json.getAsJsonPrimitive());
    } catch (IllegalStateException | ClassCastException | ArithmeticException failure) {
      throw new IllegalArgumentException(
          "%s must be of type %s, got %s".formatted(where, type.getSimpleName(), json), failure);
    }
  }

  private static Object primitive(Class<?> type, JsonPrimitive json) {
    if (type == boolean.class && json.isBoolean()) {
      return json.getAsBoolean();
    } else if ((type == int.class || type == Integer.class) && json.isNumber()) {
      return json.getAsBigDecimal().intValueExact();
    } else if (type == long.class && json.isNumber()) {
      return json.getAsBigDecimal().longValueExact();
    } else if (type == double.class && json.isNumber()) {
      return json.getAsDouble();
    } else if (type == String.class && json.isString()) {
      return json.getAsString();
    }
    throw new ClassCastException();
  }

  private static Object constant(Class<?> type, String name, String where) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s must be one of %s, got %s"
            .formatted(where, Arrays.toString(type.getEnumConstants()), name));
  }

  private static Object valueOf(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("cannot read " + component, failure);
    }
  }

  private static <T> T construct(
      Class<T> type, RecordComponent[] components, Object[] values, String where) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException failure) {
      throw new IllegalArgumentException(where + ": " + failure.getCause().getMessage(), failure);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("cannot make " + type, failure);
    }
  }
}
