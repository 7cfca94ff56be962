package io.understudy.pipeline.egress;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.PictureException;
import io.understudy.pipeline.film.Film;
import java.nio.file.Path;

/** Writes frames as an mp4 that appears when the outlet closes. Owns its film. */
public final class FilmOutlet implements Outlet {
  private final Film film;
  private final Path sound;
  private long undecodable;

  /**
   * An outlet for one film.
   *
   * @param sound file whose sound is copied beside the picture bit for bit, from the time of the
   *     first picture on; null for none
   */
  public FilmOutlet(Film film, Path sound) {
    this.film = film;
    this.sound = sound;
  }

  @Override
  public void write(ReenactedFrame frame) {
    try {
      film.add(film.decodeForeign(frame.payload()), frame.presentationMicros());
    } catch (PictureException foreign) {
      undecodable++;
    }
  }

  /** Frames that cannot be decoded: the picture before them stands in the film meanwhile. */
  @Override
  public long dropped() {
    return undecodable;
  }

  /** Whether the film is there, with or without its sound. */
  public boolean complete() {
    return film.complete();
  }

  @Override
  public void close() {
    try (film) {
      if (film.started()) {
        film.finish(sound);
      }
    }
  }
}
