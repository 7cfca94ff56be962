package io.understudy.it.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.understudy.model.weights.Checkpoint;
import io.understudy.model.weights.Npz;
import io.understudy.model.weights.WeightsException;
import io.understudy.model.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Files of weights, as anybody may hand them in: read or refused, without running their code. */
class WeightsFuzzTest {
  @TempDir static Path folder;

  private static Path file;

  @BeforeAll
  static void chooseFile() {
    file = folder.resolve("weights");
  }

  @FuzzTest
  void aCheckpointIsReadOrRefused(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      for (String section : checkpoint.sections()) {
        checkpoint.tensors(section);
      }
    } catch (WeightsException refused) {
      FuzzedRefusal.check(refused);
    }
  }

  @FuzzTest
  void aSafetensorsFileIsReadOrRefused(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      WeightsFile.read(file);
    } catch (WeightsException refused) {
      FuzzedRefusal.check(refused);
    }
  }

  @FuzzTest
  void anArrayFileIsReadOrRefused(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      Npz.read(file);
    } catch (WeightsException refused) {
      FuzzedRefusal.check(refused);
    }
  }
}
