package io.understudy.pipeline.models;

import io.understudy.model.detector.FaceMesh;
import io.understudy.pipeline.models.ModelPackage.PackagedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where fetched networks lie, one folder for each package.
 *
 * @param path the folder; need not exist
 */
public record ModelsFolder(Path path) {
  /** The usual one: {@code understudy/models} in the user's cache folder. */
  public static ModelsFolder usual() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return new ModelsFolder(base.resolve("understudy").resolve("models"));
  }

  /** The folder of a package. */
  public Path of(ModelPackage wanted) {
    return path.resolve(wanted.name());
  }

  /** The folder of a package if all that is taken from it is there. */
  public Optional<Path> find(ModelPackage wanted) {
    Path folder = of(wanted);
    boolean complete =
        Files.isDirectory(folder)
            && wanted.files().stream()
                .map(PackagedFile::target)
                .allMatch(name -> Files.exists(folder.resolve(name)));
    return complete ? Optional.of(folder) : Optional.empty();
  }

  /** The face mesh if its package is there; the caller closes it. */
  public Optional<FaceMesh> faceMesh() {
    return find(ModelPackage.FACES)
        .map(
            folder ->
                new FaceMesh(
                    folder.resolve("face_detection_short_range.tflite"),
                    folder.resolve("face_landmark.tflite")));
  }
}
