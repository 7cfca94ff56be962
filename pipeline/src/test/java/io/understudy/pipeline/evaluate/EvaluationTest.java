package io.understudy.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  @Test
  void meansWeighEveryFrameAlike() {
    Evaluation evaluation =
        new Evaluation(
            List.of(clip("a", 20, 3), clip("b", 30, 1), skipped("c")), CorpusFigures.NONE);
    Score mean = evaluation.means().get("model").get("PSNR");
    assertThat(mean.mean()).isCloseTo(22.5, within(1e-12));
    assertThat(mean.weight()).isEqualTo(4);
    assertThat(evaluation.skipped()).extracting(ClipResult::clip).containsExactly("c");
  }

  @Test
  void aResultSurvivesItsWayOutOfTheJob() {
    ClipResult result = clip("a", 20.125, 3);
    assertThat(ClipResult.ofJson(result.toJson())).isEqualTo(result);
    assertThat(ClipResult.ofJson(skipped("c").toJson()).skipped()).isTrue();
  }

  @Test
  void figuresOfTheCorpusStandBesideTheMeansOfTheirRow() {
    CorpusFigures corpus =
        CorpusFigures.ofJson(
            new CorpusFigures(Map.of("model", Map.of("FID", new Score(41.5, 4)))).toJson());

    Map<String, Score> row =
        new Evaluation(List.of(clip("a", 20, 3), clip("b", 30, 1)), corpus).means().get("model");

    assertThat(row.get("FID")).isEqualTo(new Score(41.5, 4));
    assertThat(row.get("PSNR").mean()).isCloseTo(22.5, within(1e-12));
  }

  @Test
  void aCourseCountsOnceAClip() {
    ScoreSheet sheet = new ScoreSheet();
    for (double value : new double[] {0.1, 0.5, 0.2}) {
      sheet.add("L1", value);
      sheet.follow("mouth", value, 2 * value + 1);
      sheet.follow("still", value, 1);
    }
    assertThat(sheet.scores().get("mouth").mean()).isCloseTo(1, within(1e-12));
    assertThat(sheet.scores().get("mouth").weight()).isEqualTo(1);
    assertThat(sheet.scores().get("L1").weight()).isEqualTo(3);
    assertThat(sheet.scores()).doesNotContainKey("still");
  }

  @Test
  void publishedRowsHaveAFigureInEachColumnTheyShow() {
    for (Protocol protocol : Protocol.values()) {
      PublishedRows published = PublishedRows.of(protocol);
      assertThat(published.rows()).isNotEmpty();
      for (int i = 0; i < published.columns().size(); i++) {
        int column = i;
        assertThat(published.rows()).anyMatch(row -> !row.get(column).isEmpty());
      }
    }
  }

  private static ClipResult clip(String name, double psnr, long frames) {
    return new ClipResult(
        name, name, (int) frames, Map.of("model", Map.of("PSNR", new Score(psnr, frames))), "");
  }

  private static ClipResult skipped(String name) {
    return new ClipResult(name, name, 0, Map.of(), "clip c is damaged");
  }
}
