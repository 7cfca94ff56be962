package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.ReenactedFrame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job goes on from a savepoint that an earlier build made: one source, one session with relative
 * motion and five driving frames were behind it, on topics with the prefix {@code upgrade.}
 */
class UpgradeITCase {
  private static final String FIRST = "/savepoint/first.zip";
  private static final int FRAMES_BEFORE = 5;
  private static final int FRAMES = 10;

  /** Features in the savepoint stem from another machine, and JPEG rounds once more. */
  private static final int MAX_LEVELS_APART = 4;

  @TempDir Path folder;

  @Test
  void continuesAStreamOfTheFirstBuildAsIfItHadNeverStopped() throws IOException {
    List<ReenactedFrame> expected = uninterrupted();
    try (Rig rig = rig("upgrade.")) {
      publishUpToTheSavepoint(rig);
      rig.startFrom(unpacked());
      rig.publishFrames("feed", 2, FRAMES_BEFORE, FRAMES);

      List<ReenactedFrame> frames = rig.awaitFrames(FRAMES - FRAMES_BEFORE);

      assertThat(frames.stream().map(ReenactedFrame::sequence).toList())
          .isEqualTo(LongStream.range(FRAMES_BEFORE, FRAMES).boxed().toList());
      for (ReenactedFrame frame : frames) {
        assertThat(levelsApart(rig, frame, expected.get((int) frame.sequence())))
            .as("frame %d", frame.sequence())
            .isLessThanOrEqualTo(MAX_LEVELS_APART);
      }
    }
  }

  private List<ReenactedFrame> uninterrupted() {
    try (Rig rig = rig("uninterrupted.").start()) {
      rig.publishSource("portrait", 1);
      rig.startStream("feed", "portrait", MotionMode.RELATIVE);
      rig.publishFrames("feed", 2, 0, FRAMES);
      return rig.awaitFrames(FRAMES);
    }
  }

  private Rig rig(String topicPrefix) {
    return new Rig(
        "kafka.topic-prefix=" + topicPrefix,
        "model.preset=" + TinyModel.SMALLEST.name(),
        "model.weights=" + TinyModel.write(TinyModel.SMALLEST, folder),
        "live.max-batch-frames=1",
        "live.jpeg-quality=95");
  }

  private static void publishUpToTheSavepoint(Rig rig) {
    rig.publishSource("portrait", 1);
    rig.publishSession("feed", "portrait", MotionMode.RELATIVE);
    rig.publishFrames("feed", 2, 0, FRAMES_BEFORE);
    rig.flush();
  }

  private String unpacked() throws IOException {
    try (InputStream file = getClass().getResourceAsStream(FIRST);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.copy(zip, target);
        }
      }
    }
    return folder.resolve("first").toUri().toString();
  }

  private static int levelsApart(Rig rig, ReenactedFrame a, ReenactedFrame b) {
    byte[] left = rig.pictures().decode(a.payload()).rgb();
    byte[] right = rig.pictures().decode(b.payload()).rgb();
    assertThat(left).hasSameSizeAs(right);
    return IntStream.range(0, left.length)
        .map(i -> Math.abs((left[i] & 0xff) - (right[i] & 0xff)))
        .max()
        .orElseThrow();
  }
}
