package io.understudy.pipeline.egress;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.RgbImage;
import io.understudy.pipeline.film.Film;
import java.nio.file.Path;

/** Writes frames as an mp4 that appears when the outlet closes. Owns its film. */
public final class FilmOutlet implements Outlet {
  private final Film film;
  private final Path sound;

  /**
   * An outlet for one film.
   *
   * @param sound file whose sound is copied beside the picture bit for bit, null for none
   */
  public FilmOutlet(Film film, Path sound) {
    this.film = film;
    this.sound = sound;
  }

  @Override
  public void write(ReenactedFrame frame) {
    RgbImage picture = film.decode(frame.payload());
    if (sound != null && !film.started() && frame.presentationMicros() > 0) {
      // The sound starts with its file: whoever joins later sees his first picture from there on.
      film.add(picture, 0);
    }
    film.add(picture, frame.presentationMicros());
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
