package io.understudy.pipeline.train;

import io.understudy.pipeline.AnnouncedWeights;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.file.Path;

/**
 * Where a run announces new weights, and where live jobs look for them. Immutable.
 *
 * @param kafka the broker
 * @param announcedFolder {@code model.announced-dir} of the live jobs, which the run lies in; empty
 *     for jobs whose {@code model.announced-dir} is the run's own {@code announced}
 */
public record RunAnnouncements(UnderstudyConfiguration.Kafka kafka, String announcedFolder) {
  /**
   * The folder that announced locations are relative to.
   *
   * @param files the run's folder of announced files, absolute
   * @throws BadInputException if live jobs would not find files in it
   */
  Path root(Path files) {
    if (announcedFolder.isEmpty()) {
      return files;
    }
    Path root = Path.of(announcedFolder).toAbsolutePath().normalize();
    Path place = files.normalize();
    int depth = root.relativize(place).getNameCount() + 1;
    if (!place.startsWith(root) || depth > AnnouncedWeights.MAX_DEPTH) {
      throw new BadInputException(
          "announced weights would lie in %s, live jobs look at most %d folders below model.announced-dir, which is %s: give an --out in that folder, or leave the key unset and give it to the jobs as %s"
              .formatted(place, AnnouncedWeights.MAX_DEPTH - 1, root, place));
    }
    return root;
  }
}
