package io.understudy.deploy.subscriber;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Writes the newest frame of every stream to {@code DIRECTORY/STREAM.jpg} until it is stopped. */
public final class SubscriberExample {
  private SubscriberExample() {}

  /** Arguments: bootstrap servers, topic, directory. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException(
          "needs BOOTSTRAP TOPIC DIRECTORY, got " + arguments.length + " arguments");
    }
    Path directory = Files.createDirectories(Path.of(arguments[2]));
    Map<String, Object> properties =
        Map.of("bootstrap.servers", arguments[0], "group.id", "subscriber-example");
    try (DeduplicatingReader reader = new DeduplicatingReader(arguments[1], properties)) {
      while (!Thread.currentThread().isInterrupted()) {
        for (SubscribedFrame frame : reader.poll(Duration.ofSeconds(1))) {
          Files.write(directory.resolve(fileName(frame)), frame.frame().getPayload().toByteArray());
        }
      }
    }
  }

  /** Ids may hold slashes; a file name holds none. */
  static String fileName(SubscribedFrame frame) {
    return frame.streamId().replaceAll("[^A-Za-z0-9_-]", "_") + ".jpg";
  }
}
