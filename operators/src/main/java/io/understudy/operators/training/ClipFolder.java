package io.understudy.operators.training;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder whose {@code .mp4} files and folders of PNG or JPEG pictures are clips.
 *
 * <p>Clips of one person are named {@code IDENTITY#ANYTHING} (VoxCeleb) or {@code
 * IDENTITY_ANYTHING_ANYTHING}: what stands before the first {@code #}, otherwise before the last
 * two underscores, is the identity.
 *
 * @param path the folder
 */
public record ClipFolder(Path path) {
  private static final String FILM = ".mp4";

  /**
   * The clips in order of their names.
   *
   * @throws IOException with one sentence if the folder cannot be read or has none
   */
  public List<Clip> clips() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      List<Clip> clips =
          entries
              .filter(entry -> isFilm(entry.toString()) || Files.isDirectory(entry))
              .sorted()
              .<Clip>map(
                  entry -> new RecordedClip(identity(entry), entry.toAbsolutePath().toString()))
              .toList();
      if (clips.isEmpty()) {
        throw new IOException(
            "no clip in %s can be used: it needs an .mp4 or a folder of PNG or JPEG pictures"
                .formatted(path));
      }
      return clips;
    } catch (FileSystemException failure) {
      throw new IOException(
          "clips cannot be read from %s: it must be a readable folder".formatted(path), failure);
    }
  }

  private static boolean isFilm(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(FILM);
  }

  private static String identity(Path clip) {
    String name = clip.getFileName().toString();
    String bare = isFilm(name) ? name.substring(0, name.length() - FILM.length()) : name;
    int hash = bare.indexOf('#');
    if (hash > 0) {
      return bare.substring(0, hash);
    }
    String[] words = bare.split("_");
    return String.join("_", List.of(words).subList(0, Math.max(1, words.length - 2)));
  }
}
