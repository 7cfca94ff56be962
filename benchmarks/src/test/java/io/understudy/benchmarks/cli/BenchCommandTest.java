package io.understudy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.model.Picture;
import io.understudy.pipeline.cli.UnderstudyCommand;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  private static final int SIDE = 256;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int understudy(String... arguments) {
    return UnderstudyCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void theCommandLineListsWhatTheBenchmarksAdd() {
    assertThat(understudy("--help")).isZero();
    assertThat(out.toString()).contains("bench").contains("jmh");
  }

  @ParameterizedTest
  @CsvSource({
    "--rounds, 0",
    "--warm-up, -1",
    "--frames, 89",
    "--frames, -1",
    "--streams, 0",
    "--settle, -1",
    "--size, 100",
    "--pairs, 0",
    "--evaluation, -1",
    "--clip-frames, 0",
    "--clips, none",
    "--preset, gomm",
    "--append, pom.xml",
    "--machine, A",
    "--set, a=b"
  })
  void aWrongOptionIsRefusedInOneSentenceBeforeAnythingRuns(String option, String value) {
    assertThat(understudy("bench", option, value)).isEqualTo(2);
    assertThat(err.toString().strip()).isNotEmpty().doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aPageWithoutTheTableOfNetworksIsRefusedAsItIs() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "# Results\n");

    assertThat(understudy("bench", "--append", page.toString(), "--machine", "A")).isEqualTo(2);
    assertThat(err.toString()).contains("page.md", "| commit | machine |");
    assertThat(Files.readString(page)).isEqualTo("# Results\n");
  }

  @Test
  void rowsAreAppendedOnlyOfNetworks() {
    assertThat(
            understudy(
                "bench", "--profile", "fomm-compact", "--append", "pom.xml", "--machine", "A"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--profile");
  }

  @ParameterizedTest
  @CsvSource({
    "--profile fomm-compact --streams 2, --profile and --streams",
    "--profile fomm-compact --training, --profile and --training",
    "--streams 2 --evaluation 3, --streams and --training or --evaluation"
  })
  void twoPartsOfWhichOneWouldBeLeftOutAreRefused(String arguments, String named) {
    assertThat(understudy(("bench " + arguments).split(" "))).isEqualTo(2);
    assertThat(err.toString().strip()).contains(named).doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  /** At 64 pixels synergize cannot be trained; what can is measured all the same. */
  @Test
  void aPresetThatCannotBeTrainedIsLeftOutInOneSentence() throws IOException {
    Path json = folder.resolve("training.json");

    int exit =
        understudy(
            "bench",
            "--training",
            "--preset",
            "synergize-compact,ostnet-live",
            "--size",
            "64",
            "--pairs",
            "1",
            "--rounds",
            "1",
            "--warm-up",
            "0",
            "--json",
            json.toString());

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString()).containsOnlyOnce("synergize-compact is left out, as");
    JsonNode table = new ObjectMapper().readTree(json.toFile()).at("/tables/0");
    assertThat(table.get("title").asText()).contains("synergize-compact is left out");
    assertThat(table.get("rows").findValuesAsText("preset")).containsExactly("ostnet-live");
    assertThat(table.at("/rows/0/size").asInt()).isEqualTo(64);
  }

  @Test
  void aStepOfNoPresetThatCanBeTrainedIsRefused() {
    assertThat(understudy("bench", "--training", "--preset", "synergize-compact", "--size", "128"))
        .isEqualTo(2);
    assertThat(err.toString().strip()).contains("256 pixels only").doesNotContain("\n");
  }

  @Test
  void trainedWeightsAreComparedInBothPrecisionsOnClips() throws IOException {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    heads(clips.resolve("anna_1_1"), 0);
    heads(clips.resolve("ben_1_1"), 2);
    Path json = folder.resolve("precision.json");

    int exit =
        understudy(
            "bench",
            "--clips",
            clips.toString(),
            "--clip-frames",
            "2",
            "--preset",
            "ostnet-live,mcnet-compact",
            "--json",
            json.toString());

    assertThat(exit).as(err.toString()).isZero();
    JsonNode table = new ObjectMapper().readTree(json.toFile()).at("/tables/0");
    assertThat(table.get("title").asText()).contains("mcnet-compact");
    assertThat(table.get("rows")).hasSize(1);
    JsonNode row = table.at("/rows/0");
    assertThat(row.get("preset").asText()).isEqualTo("ostnet-live");
    assertThat(row.get("pictures").asInt()).as("1 and 11 of 11 pictures, twice").isEqualTo(4);
    assertThat(row.get("least PSNR dB").asDouble())
        .isGreaterThan(38)
        .isLessThanOrEqualTo(row.get("median PSNR dB").asDouble());
  }

  @Test
  void presetsWithoutTrainedWeightsCannotBeCompared() throws IOException {
    heads(folder.resolve("anna_1_1"), 0);

    assertThat(understudy("bench", "--clips", folder.toString(), "--preset", "mcnet-compact"))
        .isEqualTo(2);
    assertThat(err.toString().strip()).contains("mcnet-compact").doesNotContain("\n");
  }

  /** A clip of eleven pictures that begins {@code seconds} into the driver's. */
  private static void heads(Path clip, double seconds) throws IOException {
    Files.createDirectory(clip);
    for (int i = 0; i < 11; i++) {
      Picture head = SampleHeads.driving(seconds + 0.1 * i, SIDE);
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
      image.getRaster().setPixels(0, 0, SIDE, SIDE, levels(head));
      ImageIO.write(image, "png", clip.resolve("%02d.png".formatted(i)).toFile());
    }
  }

  private static int[] levels(Picture picture) {
    return IntStream.range(0, picture.rgb().length)
        .map(i -> Byte.toUnsignedInt(picture.rgb()[i]))
        .toArray();
  }

  @Test
  void theResultsOfThisRepositoryHaveTheTableThatRowsAreAddedTo() {
    assertThat(Path.of("RESULTS.md")).content().contains(ResultsOptions.HEAD + "\n|---");
  }

  @Test
  void bothPrecisionsAreMeasuredAndWrittenAsJsonAndAsNewestRows() throws IOException {
    Path json = folder.resolve("bench.json");
    Path page = folder.resolve("results.md");
    Files.write(page, List.of("# Results", ResultsOptions.HEAD, "|---|", "| older |", "", "End"));

    int exit =
        understudy(
            "bench",
            "--preset",
            "fomm-compact",
            "--rounds",
            "1",
            "--warm-up",
            "0",
            "--frames",
            "0",
            "--json",
            json.toString(),
            "--append",
            page.toString(),
            "--machine",
            "A, loaded");

    assertThat(exit).isZero();
    List<String> lines = Files.readAllLines(page);
    assertThat(lines).hasSize(8).endsWith("| older |", "", "End");
    assertThat(lines.get(3))
        .contains("| A, loaded, 1 rounds | fomm-compact | frame | 11.5 |")
        .endsWith(" dB |");
    assertThat(lines.get(4)).contains("| fomm-compact | source |");
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).at("/tables/0/rows");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("GMAC").asDouble()).isBetween(11.0, 12.0);
    assertThat(rows.get(0).get("PSNR dB").asDouble()).isGreaterThan(38);
    assertThat(out.toString()).contains("fomm-compact", "frame", "source");
  }

  @Test
  void aProfileTellsWhereAFramesTimeGoes() throws IOException {
    Path json = folder.resolve("profile.json");

    int exit =
        understudy(
            "bench", "--profile", "ostnet-compact", "--rounds", "1", "--json", json.toString());

    assertThat(exit).isZero();
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).at("/tables/0/rows");
    assertThat(rows.findValuesAsText("layers")).contains("convolution 3x3", "memory order");
    assertThat(rows.findValues("share %").stream().mapToDouble(JsonNode::asDouble).sum())
        .isCloseTo(100, within(1.0));
    assertThat(rows.findValues("of ceiling %")).allMatch(share -> share.asDouble() < 300);
  }
}
