package io.understudy.operators.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.provenance.Watermark;
import io.understudy.model.Picture;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.MarkOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPictureTest {
  private static final int SIDE = 128;

  @TempDir Path folder;

  @Test
  void theInvisibleMarkOfTheDeploymentsKeyIsInTheJpegThatLeaves() throws Exception {
    Path keyFile = Files.writeString(folder.resolve("key"), "the key of a deployment\n");

    assertThat(new Watermark("the key of a deployment").isIn(leaving(keyFile.toString()))).isTrue();
    assertThat(new Watermark("the key of another one").isIn(leaving(keyFile.toString()))).isFalse();
    assertThat(new Watermark("the key of a deployment").isIn(leaving(""))).isFalse();
  }

  @Test
  void aKeyFileThatIsMissingIsToldBeforeTheFirstPicture() {
    String missing = folder.resolve("none").toString();
    assertThatThrownBy(() -> leaving(missing)).hasMessageContaining("cannot be read");
  }

  private static RgbImage leaving(String keyFile) throws Exception {
    byte[] grey = new byte[3 * SIDE * SIDE];
    Arrays.fill(grey, (byte) 128);
    RgbImage driving = new RgbImage(SIDE, SIDE, grey);
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      byte[] jpeg =
          new OutputPicture(codec, options(keyFile))
              .encode(
                  List.of(
                      new OutputPicture.Reenacted(
                          DrivingPicture.of(driving, PictureTransform.square(driving, Crop.CENTRE)),
                          new Picture(SIDE, SIDE, grey))),
                  Session.stopped("feed"))
              .jpeg();
      return codec.decode(ByteString.copyFrom(jpeg), FrameEncoding.JPEG, 0, 0);
    }
  }

  private static LiveOptions options(String keyFile) {
    MarkOptions o = LiveOptions.DEFAULTS.mark();
    return LiveOptions.DEFAULTS.withMark(
        new MarkOptions(o.unlabelledAllowed(), o.labelText(), keyFile));
  }
}
