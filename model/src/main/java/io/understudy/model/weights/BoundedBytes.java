package io.understudy.model.weights;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads an archive's entry whole without trusting the size that the archive states. */
final class BoundedBytes {
  private BoundedBytes() {}

  static byte[] read(ZipFile zip, ZipEntry entry, int mostBytes) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        throw new WeightsException(
            "entry %s of %s is larger than %d bytes, which no known file needs"
                .formatted(entry.getName(), zip.getName(), mostBytes));
      }
      return bytes;
    }
  }
}
