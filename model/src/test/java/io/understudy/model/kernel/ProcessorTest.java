package io.understudy.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir Path folder;

  private Path flags(String flags) throws IOException {
    String text = "processor\t: 0\nmodel name\t: some\nflags\t\t: %s\n\nprocessor\t: 1\n";
    return Files.writeString(folder.resolve("cpuinfo"), text.formatted(flags));
  }

  @Test
  void amxForBfloat16IsAFlagOfItsOwn() throws IOException {
    assertThat(Processor.multipliesTiles(flags("fpu avx512_bf16 amx_bf16 amx_tile"), null))
        .isTrue();
    assertThat(Processor.multipliesTiles(flags("fpu avx512_bf16 amx_tile amx_int8"), null))
        .isFalse();
  }

  @Test
  void aLimitOfOneDnnCounts() throws IOException {
    Path cpuinfo = flags("amx_bf16");
    assertThat(Processor.multipliesTiles(cpuinfo, "AVX512_CORE_BF16")).isFalse();
    assertThat(Processor.multipliesTiles(cpuinfo, "avx512_core_amx")).isTrue();
    assertThat(Processor.multipliesTiles(cpuinfo, "ALL")).isTrue();
  }

  @Test
  void withoutAListOfFlagsThereIsNone() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(Processor.multipliesTiles(empty, null)).isFalse();
    assertThat(Processor.multipliesTiles(folder.resolve("missing"), null)).isFalse();
  }
}
