package io.understudy.pipeline;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.engine.Networks;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsCheck;
import io.understudy.model.weights.WeightsDescription;
import io.understudy.model.weights.WeightsException;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.reenactor.UnknownModelException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of weights that are announced while the job runs. Nothing outside of it is ever read
 * for an announcement, not over a symbolic link either.
 *
 * @param folder path of the folder, the same on every machine of the job; empty where announcements
 *     are refused
 */
public record AnnouncedWeights(String folder) implements Serializable {
  /** Folders and file together: a file lies at most three folders below this one. */
  public static final int MAX_DEPTH = 4;

  /**
   * Checks an announcement: where its file is, what is in it, and whether that fits its preset.
   *
   * @throws UnknownModelException saying what is wrong
   */
  public void check(ModelAnnouncement announcement) {
    Path file = inFolder(announcement);
    String actual = digest(announcement, file);
    if (!actual.equals(announcement.sha256())) {
      throw refused(
          announcement, "its file has SHA-256 %s: copy it again or correct it".formatted(actual));
    }
    Weights weights = read(file);
    WeightsDescription description = weights.description();
    if (!description.preset().equals(announcement.preset())) {
      throw refused(
          announcement,
          "its file belongs to preset %s: announce it under that name"
              .formatted(description.preset()));
    }
    if (!weights.id().equals(announcement.weightsId())) {
      throw refused(announcement, "its file has id %s: name that".formatted(weights.id()));
    }
    try {
      WeightsCheck.verify(
          description.asPreset(), Networks.specs(description.configuration()), weights);
    } catch (WeightsException e) {
      throw new UnknownModelException(e.getMessage());
    }
  }

  private static String digest(ModelAnnouncement announcement, Path file) {
    try {
      return FileDigest.sha256(file);
    } catch (UncheckedIOException e) {
      throw refused(announcement, "its file cannot be read: let the job's user read it");
    }
  }

  /** The weights of that preset and id, if the folder has them. */
  Optional<Weights> find(String preset, String weightsId) {
    for (Path file : files()) {
      try {
        WeightsDescription description = WeightsFile.describe(file);
        if (description.preset().equals(preset) && description.id().equals(weightsId)) {
          return Optional.of(read(file));
        }
      } catch (IOException | WeightsException foreign) {
        continue; // The folder may hold what is being written, or is no weights file.
      }
    }
    return Optional.empty();
  }

  private List<Path> files() {
    if (folder.isEmpty()) {
      return List.of();
    }
    try {
      return WeightsFilesBelow.of(Path.of(folder));
    } catch (IOException e) {
      throw new UnknownModelException(
          "folder %s of announced weights cannot be read: correct model.announced-dir"
              .formatted(folder));
    }
  }

  private Path inFolder(ModelAnnouncement announcement) {
    if (folder.isEmpty()) {
      throw refused(announcement, "this job takes none: set model.announced-dir to their folder");
    }
    try {
      Path root = Path.of(folder).toRealPath();
      Path file = root.resolve(announcement.location()).toRealPath();
      if (file.startsWith(root) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (IOException | InvalidPathException e) {
      throw refused(announcement, notBelow(announcement));
    }
    throw refused(announcement, notBelow(announcement));
  }

  private static String notBelow(ModelAnnouncement announcement) {
    return "location '%s' is no file below model.announced-dir: put it there and name it relative to that folder"
        .formatted(announcement.location().replaceAll("\\p{Cntrl}", "?"));
  }

  private static Weights read(Path file) {
    try {
      return WeightsFile.read(file);
    } catch (IOException | WeightsException e) {
      throw new UnknownModelException(e.getMessage());
    }
  }

  private static UnknownModelException refused(ModelAnnouncement announcement, String why) {
    return new UnknownModelException(
        "weights %s announced for preset %s are refused, %s"
            .formatted(announcement.weightsId(), announcement.preset(), why));
  }
}
