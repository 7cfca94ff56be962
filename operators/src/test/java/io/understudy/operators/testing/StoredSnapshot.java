package io.understudy.operators.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/**
 * Operator snapshots that earlier builds took, in the resource folder {@code stored}: a job must
 * continue from them. {@link OperatorSnapshotUtil#writeStateHandle} writes one for a new version;
 * old ones stay.
 */
public final class StoredSnapshot {
  private StoredSnapshot() {}

  public static OperatorSubtaskState read(String name) throws Exception {
    Path copy = Files.createTempFile("understudy", ".snapshot");
    try (InputStream in = open(name)) {
      Files.write(copy, in.readAllBytes());
      return OperatorSnapshotUtil.readStateHandle(copy.toString());
    } finally {
      Files.delete(copy);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = StoredSnapshot.class.getResourceAsStream("/stored/" + name);
    if (in == null) {
      throw new IOException("resource stored/" + name + " is missing");
    }
    return in;
  }
}
