package io.understudy.pipeline.models;

import io.understudy.model.detector.FaceMesh;
import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.pipeline.BadInputException;
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

  /**
   * The perceptual network that a user chose.
   *
   * @param choice {@code none}, {@code stand-in} for the fetched trunk, or the path of a
   *     torchvision file of VGG-19
   * @throws BadInputException if there is nothing of that name
   */
  public Optional<PerceptualFile> perceptual(String choice) {
    return switch (choice) {
      case "none" -> Optional.empty();
      case "stand-in" -> Optional.of(new PerceptualFile(standIn()));
      default -> Optional.of(new PerceptualFile(existing(choice)));
    };
  }

  private Path standIn() {
    return find(ModelPackage.INCEPTION)
        .orElseThrow(
            () ->
                new BadInputException(
                    "the perceptual stand-in is not in %s: fetch it with 'understudy models inception', or choose none"
                        .formatted(path)));
  }

  private static Path existing(String choice) {
    Path file = Path.of(choice);
    if (!Files.exists(file)) {
      throw new BadInputException(
          "perceptual network %s is no file: give the path of torchvision's VGG-19, stand-in or none"
              .formatted(choice));
    }
    return file;
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
