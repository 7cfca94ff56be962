package io.understudy.it.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The configuration's YAML: read, or refused in one sentence. */
class ConfigurationFuzzTest {
  @TempDir static Path folder;

  @FuzzTest
  void aConfigurationIsReadOrRefused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("understudy.yaml"), bytes);
    try {
      UnderstudyConfiguration.read(file, List.of());
    } catch (BadInputException refused) {
      FuzzedRefusal.check(refused);
    }
  }
}
