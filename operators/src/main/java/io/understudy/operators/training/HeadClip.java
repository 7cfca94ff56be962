package io.understudy.operators.training;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.training.RenderedHead;
import java.util.function.Consumer;

/**
 * A {@link RenderedHead} as a clip.
 *
 * @param number of the head
 */
public record HeadClip(long number) implements Clip {
  @Override
  public String identity() {
    return "rendered-head-" + number;
  }

  @Override
  public String name() {
    return identity();
  }

  @Override
  public void read(Consumer<RgbImage> pictures) {
    new RenderedHead(number)
        .read(
            picture ->
                pictures.accept(
                    new RgbImage(picture.widthPixels(), picture.heightPixels(), picture.rgb())));
  }
}
