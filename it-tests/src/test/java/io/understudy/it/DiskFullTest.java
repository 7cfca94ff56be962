package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.model.engine.Networks;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving on a file system that has room for one file and a half; needs the right to mount. */
class DiskFullTest {
  @TempDir private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    long bytes = WeightsFile.toBytes(weights(1)).length;
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + bytes * 3 / 2, "none", disk.toString());
    assumeTrue(mounted, "this user cannot mount a small file system");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      // Lazily: weights that were read stay mapped until they are collected.
      run("umount", "-l", disk.toString());
    }
  }

  @Test
  void aFullDiskLeavesTheLastSaveAsItWas() throws IOException {
    Path file = disk.resolve("state.safetensors");
    WeightsFile.write(weights(1), file);

    assertThatThrownBy(() -> WeightsFile.write(weights(2), file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("weights cannot be written to " + file)
        .hasMessageContaining("No space left on device");
    assertThat(WeightsFile.read(file).description()).isEqualTo(weights(1).description());
    try (Stream<Path> files = Files.list(disk)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static Weights weights(long seed) {
    return Networks.initialWeights(TinyModel.PRESET, seed);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
