package io.understudy.model.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes TorchScript source as an archive that libtorch loads: a zip of stored entries with the
 * source, a pickle of one attribute-free object and a version (no Python runs, neither at build
 * time nor later).
 */
final class TorchScriptArchive {
  /** Pickle protocol 2: an instance of {@code __torch__.Kernels} with {@code training = False}. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__\nKernels\n)\u0081}(X\b\u0000\u0000\u0000training\u0089ub.";

  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private TorchScriptArchive() {}

  static void write(Path file, String source) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      store(zip, "archive/data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "archive/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "archive/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
