package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.feed.FeedSound;
import io.understudy.pipeline.egress.FilmOutlet;
import io.understudy.pipeline.egress.Outlet;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * An outlet to a film, which is signed once it is complete, without its sound too, and tells of
 * frames that it left out. Owns the outlet behind it.
 */
final class SignedOutlet implements Outlet {
  private final FilmOutlet outlet;
  private final SigningOptions signing;
  private final Path file;
  private final PrintWriter out;

  SignedOutlet(FilmOutlet outlet, SigningOptions signing, Path file, PrintWriter out) {
    this.outlet = outlet;
    this.signing = signing;
    this.file = file;
    this.out = out;
  }

  @Override
  public void write(ReenactedFrame frame) {
    long droppedBefore = outlet.dropped();
    outlet.write(frame);
    if (outlet.dropped() == droppedBefore) {
      signing.note(frame);
    }
  }

  @Override
  public void write(FeedSound sound) {
    outlet.write(sound);
  }

  @Override
  public long dropped() {
    return outlet.dropped();
  }

  @Override
  public void close() {
    try {
      outlet.close();
    } finally {
      tellDropped();
      if (outlet.complete()) {
        signing.sign(file, out);
      }
    }
  }

  private void tellDropped() {
    if (outlet.dropped() > 0) {
      out.printf(
          "Frames that cannot be decoded: %d; in %s the pictures before them stand meanwhile.%n",
          outlet.dropped(), file);
    }
  }
}
