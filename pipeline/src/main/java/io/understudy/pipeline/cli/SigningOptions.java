package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.trust.Sidecar;
import io.understudy.pipeline.trust.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** Whether a file that a command writes gets a signed statement beside it. */
final class SigningOptions {
  @Option(
      names = "--sign-key",
      paramLabel = "PEM",
      description =
          "Ed25519 key, both halves: signs a statement beside the file, FILE.provenance.json.")
  private Path keyFile;

  private SigningKey key;
  private ReenactedFrame newest;

  /**
   * Reads the key, before the work starts.
   *
   * @param out the file to be signed, null where none is written
   * @throws BadInputException if there is no such key, or nothing to be signed
   */
  void check(Path out) {
    if (keyFile == null) {
      return;
    }
    if (out == null) {
      throw new BadInputException(
          "--sign-key %s signs a film, but none is written: give --out FILE.mp4"
              .formatted(keyFile));
    }
    key = SigningKey.read(keyFile);
  }

  /** Notes a frame of the file; the last one says whence the file is. */
  void note(ReenactedFrame frame) {
    newest = frame;
  }

  /** Signs the finished file where that was asked for. */
  void sign(Path file, PrintWriter out) {
    if (key == null || newest == null) {
      return;
    }
    try {
      out.printf("Signed: %s%n", Sidecar.sign(file, newest, key, Clock.systemUTC()));
    } catch (IOException e) {
      throw new UncheckedIOException("sidecar of %s cannot be written".formatted(file), e);
    }
  }
}
