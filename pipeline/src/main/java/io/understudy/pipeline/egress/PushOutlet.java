package io.understudy.pipeline.egress;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.feed.FeedSound;
import io.understudy.connectors.feed.SteadyOutput;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.PictureException;

/** Encodes frames for a live output. Owns that output. */
public final class PushOutlet implements Outlet {
  private final PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
  private final SteadyOutput output;
  private long undecodable;

  public PushOutlet(SteadyOutput output) {
    this.output = output;
  }

  @Override
  public void write(ReenactedFrame frame) {
    try {
      output.write(
          codec.decode(
              frame.payload(), frame.encoding(), frame.widthPixels(), frame.heightPixels()),
          frame.captureEpochMicros());
    } catch (PictureException foreign) {
      undecodable++;
    }
  }

  @Override
  public void write(FeedSound sound) {
    output.write(sound);
  }

  @Override
  public long dropped() {
    return output.dropped() + undecodable;
  }

  @Override
  public void close() {
    output.close();
    codec.close();
  }
}
