package io.understudy.pipeline.egress;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.feed.MjpegServer;

/** Serves frames as they are, label and marks included. Owns its server. */
public final class MjpegOutlet implements Outlet {
  private final MjpegServer server;

  public MjpegOutlet(MjpegServer server) {
    this.server = server;
  }

  @Override
  public void write(ReenactedFrame frame) {
    server.show(frame.payload().toByteArray());
  }

  @Override
  public void close() {
    server.close();
  }
}
