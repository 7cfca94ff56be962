package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.PictureException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class AccessUnitTest {
  private static final int KEY_INTERVAL = 5;

  /** A bright disc on a slope of colour, moving to the right. */
  private static RgbImage picture(int width, int height, int tick) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      boolean disc = Math.hypot(x - 20 - 2 * tick, y - height / 2.0) < 12;
      rgb[3 * i] = (byte) (disc ? 230 : 40 + x);
      rgb[3 * i + 1] = (byte) (disc ? 200 : 60 + y);
      rgb[3 * i + 2] = (byte) (disc ? 60 : 90);
    }
    return new RgbImage(width, height, rgb);
  }

  private static List<ByteString> units(int width, int height, int count) throws Exception {
    List<ByteString> units = new ArrayList<>();
    try (AccessUnitEncoder encoder = new AccessUnitEncoder(width, height, 25, KEY_INTERVAL)) {
      for (int i = 0; i < count; i++) {
        units.add(ByteString.copyFrom(encoder.encode(picture(width, height, i))));
      }
    }
    return units;
  }

  private static double meanError(RgbImage a, RgbImage b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
    }
    return sum / a.rgb().length;
  }

  private static AccessUnitDecoder decoder() {
    return new AccessUnitDecoder(PictureBounds.DEFAULT);
  }

  private static Reason refusal(AccessUnitDecoder decoder, ByteString unit) {
    return catchThrowableOfType(PictureException.class, () -> decoder.decode(unit)).reason();
  }

  @Test
  void everyUnitGivesItsOwnPictureAtOnce() throws Exception {
    List<ByteString> units = units(128, 96, 12);
    try (AccessUnitDecoder decoder = decoder()) {
      for (int i = 0; i < units.size(); i++) {
        RgbImage decoded = decoder.decode(units.get(i));
        assertThat(decoded.widthPixels()).isEqualTo(128);
        assertThat(meanError(decoded, picture(128, 96, i))).as("picture %d", i).isLessThan(4);
        assertThat(meanError(decoded, picture(128, 96, i + 6))).as("another").isGreaterThan(5);
      }
    }
  }

  @Test
  void keyPicturesComeAtTheirIntervalAndAreToldFromTheOthers() throws Exception {
    List<ByteString> units = units(64, 64, 11);
    for (int i = 0; i < units.size(); i++) {
      assertThat(AccessUnit.of(units.get(i)))
          .as("unit %d", i)
          .isEqualTo(i % KEY_INTERVAL == 0 ? AccessUnit.KEY_PICTURE : AccessUnit.REFERRING_PICTURE);
    }
    assertThat(AccessUnit.of(ByteString.EMPTY)).isEqualTo(AccessUnit.NO_PICTURE);
    assertThat(AccessUnit.of(ByteString.copyFrom(new byte[] {0, 0, 1})))
        .isEqualTo(AccessUnit.NO_PICTURE);
  }

  @Test
  void decodingMayBeginWithAnyKeyPicture() throws Exception {
    List<ByteString> units = units(128, 96, 8);
    try (AccessUnitDecoder decoder = decoder()) {
      for (int i = KEY_INTERVAL; i < units.size(); i++) {
        RgbImage decoded = decoder.decode(units.get(i));
        assertThat(meanError(decoded, picture(128, 96, i))).isLessThan(4);
      }
    }
  }

  @Test
  void anOddRowAndColumnAreLeftOut() throws Exception {
    try (AccessUnitEncoder encoder = new AccessUnitEncoder(65, 49, 25, KEY_INTERVAL);
        AccessUnitDecoder decoder = decoder()) {
      RgbImage decoded = decoder.decode(ByteString.copyFrom(encoder.encode(picture(65, 49, 0))));
      assertThat(decoded.widthPixels()).isEqualTo(encoder.widthPixels()).isEqualTo(64);
      assertThat(decoded.heightPixels()).isEqualTo(encoder.heightPixels()).isEqualTo(48);
    }
  }

  @Test
  void refusesWhatGivesNoPicture() throws Exception {
    ByteString key = units(128, 96, 1).get(0);
    for (ByteString broken :
        List.of(
            ByteString.EMPTY,
            ByteString.copyFromUtf8("no access unit"),
            ByteString.copyFrom(new byte[] {0, 0, 1}),
            key.substring(0, key.size() / 2))) {
      try (AccessUnitDecoder decoder = decoder()) {
        assertThat(refusal(decoder, broken))
            .as("%d bytes", broken.size())
            .isEqualTo(Reason.UNDECODABLE);
      }
    }
  }

  @Test
  void refusesPicturesBeyondTheBounds() throws Exception {
    ByteString key = units(128, 96, 1).get(0);
    try (AccessUnitDecoder decoder = new AccessUnitDecoder(new PictureBounds(1 << 20, 128 * 95))) {
      assertThat(refusal(decoder, key)).isEqualTo(Reason.UNDECODABLE);
    }
    try (AccessUnitDecoder decoder = new AccessUnitDecoder(new PictureBounds(10, 128 * 96))) {
      assertThat(refusal(decoder, key)).isEqualTo(Reason.TOO_LARGE);
    }
  }

  @Test
  void refusesPicturesWithALongSide() throws Exception {
    ByteString key = units(PictureBounds.MOST_SIDE + 16, 16, 1).get(0);
    try (AccessUnitDecoder decoder = decoder()) {
      assertThat(refusal(decoder, key)).isEqualTo(Reason.TOO_LARGE);
    }
  }

  @Test
  void closingGivesTheMemoryBack() throws Exception {
    // small pictures: what Java makes of them counts as resident too, until it is collected
    List<ByteString> units = units(64, 48, 3);
    decodeOften(20, units);
    long before = Pointer.physicalBytes();
    decodeOften(400, units);
    assertThat(Pointer.physicalBytes() - before)
        .as("one decoder holds 1.4 MB, 400 were opened")
        .isLessThan(80 << 20);
  }

  private static void decodeOften(int times, List<ByteString> units) throws Exception {
    for (int i = 0; i < times; i++) {
      try (AccessUnitDecoder decoder = decoder()) {
        for (ByteString unit : units) {
          decoder.decode(unit);
        }
      }
    }
  }

  @Test
  void isClosedOnceAndRefusesWorkAfterwards() throws Exception {
    ByteString key = units(64, 64, 1).get(0);
    AccessUnitDecoder decoder = decoder();
    decoder.close();
    decoder.close();
    assertThatThrownBy(() -> decoder.decode(key))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
