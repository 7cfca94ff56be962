package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.pipeline.configuration.Option;
import io.understudy.pipeline.configuration.Options;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnderstudyCommandTest {
  @TempDir Path folder;

  @Test
  void tellsItsVersionAndWhatItRunsOn() {
    Invocation version = Invocation.of("--version");

    assertThat(version.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(version.out())
        .containsPattern("\\Aunderstudy \\d+\\.\\d+\\.\\d+\\S*(, commit \\w\\S+)?\n")
        .contains("Java " + System.getProperty("java.version"))
        .containsPattern("libtorch \\d+\\.\\d+\\.\\d+ \\(pytorch-native-\\w+\\)");
  }

  @Test
  void showsItsCommandsWhereNoneIsGiven() {
    Invocation nothing = Invocation.of();

    assertThat(nothing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(nothing.err()).isEqualTo(Invocation.of("--help").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo", "animate", "run", "publish", "egress", "watch", "topics", "import", "parity"
      })
  void explainsEachCommand(String command) {
    Invocation help = Invocation.of(command, "--help");

    assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(help.out()).startsWith("Usage: understudy " + command);
    assertThat(Invocation.of("--help").out()).containsPattern("\n  " + command + " +\\S");
  }

  @Test
  void writesAPrintedTableAsJsonToo() throws IOException {
    Path json = folder.resolve("options.json");

    Invocation table = Invocation.of("run", "--help-config", "--json", json);

    JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
    assertThat(table.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(rows).hasSize(Options.ALL.size());
    for (int i = 0; i < rows.size(); i++) {
      Option<?> option = Options.ALL.get(i);
      assertThat(rows.get(i).get("key").asText()).isEqualTo(option.key());
      assertThat(rows.get(i).get("default").asText()).isEqualTo(option.defaultText());
      assertThat(table.out()).contains(option.key(), option.description());
    }
  }
}
