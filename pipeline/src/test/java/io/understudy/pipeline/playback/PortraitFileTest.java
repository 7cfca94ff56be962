package io.understudy.pipeline.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortraitFileTest {
  @TempDir Path folder;

  @Test
  void aPortraitOfAnyGrainFitsARecord() throws Exception {
    byte[] noise = new byte[3 * 2048 * 2048];
    new Random(1).nextBytes(noise);
    Path file = folder.resolve("noise.png");
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      Files.write(file, codec.encodePng(new RgbImage(2048, 2048, noise)));
      assertThat(Files.size(file)).isGreaterThan(PictureBounds.MOST_BYTES);

      ByteString portrait = PortraitFile.read(file);

      assertThat(portrait.size()).isLessThan(PictureBounds.MOST_BYTES);
      assertThat(codec.decode(portrait, FrameEncoding.JPEG, 0, 0).widthPixels()).isEqualTo(2048);
    }
  }
}
