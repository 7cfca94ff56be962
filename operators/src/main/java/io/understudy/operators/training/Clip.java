package io.understudy.operators.training;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * A film, or a folder of pictures, of one person.
 *
 * @param identity who it shows
 * @param path where it lies
 */
public record Clip(String identity, String path) implements Serializable {
  /** Name of the file or folder, for messages. */
  public String name() {
    return Path.of(path).getFileName().toString();
  }
}
