package io.understudy.model.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfjsModelTest {
  private static final String WEIGHTS =
      "{name:\"a/kernel\",shape:[1,2],dtype:\"float32\",quantization:{min:-.5,scale:.25,dtype:\"uint8\"}},"
          + "{name:\"b/beta\",shape:[3],dtype:\"float32\",quantization:{min:1,scale:2,dtype:\"uint8\"}}";

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    model(WEIGHTS);
    shard("one", 0, 4, 255);
    shard("two", 1, 2);
  }

  @Test
  void tensorsAreBytesScaledAndRunOverShards() throws IOException {
    TfjsModel model = TfjsModel.read(folder);
    HostTensor kernel = model.tensor("a/kernel");
    assertThat(kernel.shape()).containsExactly(1, 2);
    assertThat(floats(kernel)).containsExactly(-0.5f, 0.5f);
    assertThat(floats(model.tensor("b/beta"))).containsExactly(511f, 3f, 5f);
  }

  @Test
  void aTensorThatIsNotThereIsNamed() throws IOException {
    TfjsModel model = TfjsModel.read(folder);
    assertThatThrownBy(() -> model.tensor("c/gamma"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("c/gamma");
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    Files.delete(folder.resolve("two.min.js"));
    assertThatThrownBy(() -> TfjsModel.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("two.min.js");
  }

  @Test
  void aShortShardIsTruncated() throws IOException {
    shard("two", 1);
    assertThatThrownBy(() -> TfjsModel.read(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("b/beta ends at byte 5 of 4");
  }

  @Test
  void valuesOfAnotherFormAreRefused() throws IOException {
    model("{name:\"a/kernel\",shape:[1],dtype:\"float32\"}");
    assertThatThrownBy(() -> TfjsModel.read(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("a/kernel is not of 8 bits");
  }

  @Test
  void scriptsWithoutAModelAreDamaged() throws IOException {
    Files.writeString(folder.resolve(TfjsModel.FILE_NAME), "exports={weightsManifest:[{paths:7}]}");
    assertThatThrownBy(() -> TfjsModel.read(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("damaged");
  }

  private void model(String weights) throws IOException {
    Files.writeString(
        folder.resolve(TfjsModel.FILE_NAME),
        "!function(){n.exports={modelTopology:{sparse:!1},weightsManifest:[{paths:[\"one\",\"two\"],weights:["
            + weights
            + "]}]}},{}]");
  }

  private void shard(String name, int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    Files.writeString(
        folder.resolve(name + ".min.js"),
        "module.exports=d();h.exports=\""
            + Base64.getEncoder().encodeToString(content)
            + "\"},{}]");
  }

  private static float[] floats(HostTensor tensor) {
    float[] values = new float[tensor.size()];
    tensor.floats().get(values);
    return values;
  }
}
