package io.understudy.connectors.media;

import com.google.protobuf.ByteString;

/** What the bytes of an H.264 access unit (ITU-T H.264 Annex B) tell without being decoded. */
public enum AccessUnit {
  /** An IDR picture, which refers to none before it: decoding may begin with it. */
  KEY_PICTURE,
  /** A picture that refers to others before it. */
  REFERRING_PICTURE,
  /** Nothing that could be a picture. */
  NO_PICTURE;

  private static final int TYPE_MASK = 0x1f;
  private static final int SLICE = 1;
  private static final int IDR_SLICE = 5;

  /** What {@code unit} is, by the type of its first slice. */
  public static AccessUnit of(ByteString unit) {
    int zeros = 0;
    for (int i = 0; i < unit.size() - 1; i++) {
      int value = unit.byteAt(i);
      if (value == 1 && zeros >= 2) {
        int type = unit.byteAt(i + 1) & TYPE_MASK;
        if (type == SLICE || type == IDR_SLICE) {
          return type == SLICE ? REFERRING_PICTURE : KEY_PICTURE;
        }
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return NO_PICTURE;
  }
}
