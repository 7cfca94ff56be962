package io.understudy.connectors.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.KafkaRecord;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Rules that every topic's records follow. */
final class Checks {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,255}");
  private static final int MAX_TEXT_CHARACTERS = 2048;

  private Checks() {}

  /** The record's key as an id. */
  static String key(String what, KafkaRecord record) throws MalformedRecordException {
    if (record.key() == null) {
      throw new MalformedRecordException("record has no key: its key must be the " + what);
    }
    return id(what, new String(record.key(), StandardCharsets.UTF_8));
  }

  static String id(String what, String id) throws MalformedRecordException {
    if (!ID.matcher(id).matches()) {
      throw new MalformedRecordException(
          "%s '%s' is not an id: use 1 to 256 letters, digits and . _ : / -, first a letter or digit"
              .formatted(what, printable(id)));
    }
    return id;
  }

  static String idOrEmpty(String what, String id) throws MalformedRecordException {
    return id.isEmpty() ? id : id(what, id);
  }

  /** Free text; the bound keeps it storable as Flink state. */
  static String text(String what, String text) throws MalformedRecordException {
    if (text.length() > MAX_TEXT_CHARACTERS) {
      throw new MalformedRecordException(
          "%s has %d characters, at most %d are allowed: shorten it"
              .formatted(what, text.length(), MAX_TEXT_CHARACTERS));
    }
    return text;
  }

  private static String printable(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  static long notNegative(String what, long value) throws MalformedRecordException {
    if (value < 0) {
      throw new MalformedRecordException("%s is %d, it must be 0 or more".formatted(what, value));
    }
    return value;
  }

  /** A fraction of a picture; NaN and infinities are refused too. */
  static double fraction(String what, double value) throws MalformedRecordException {
    if (!(value >= 0 && value <= 1)) {
      throw new MalformedRecordException("%s is %s, it must be 0 to 1".formatted(what, value));
    }
    return value;
  }

  /**
   * Parses without copying: byte fields of the message share {@code bytes}, which nobody may write
   * to afterwards.
   */
  static <M extends Message> M parse(Parser<M> parser, byte[] bytes)
      throws MalformedRecordException {
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      return parser.parseFrom(in);
    } catch (InvalidProtocolBufferException broken) {
      throw new MalformedRecordException(
          "record of %d bytes is not the topic's Protobuf message: %s"
              .formatted(bytes.length, broken.getMessage()),
          broken);
    }
  }
}
