package io.understudy.model.dagan;

import io.understudy.model.layer.Parameters;
import io.understudy.model.network.HostNetwork;
import io.understudy.model.network.Network;
import io.understudy.model.preset.DaganConfiguration;

/** DaGAN's parts put together: motion and generator share one depth network. */
public final class Dagan {
  private Dagan() {}

  /** The network, declared below {@code root}. */
  public static Network declare(Parameters root, DaganConfiguration configuration) {
    DepthNetwork depth = new DepthNetwork(root);
    return new HostNetwork(
        root,
        new DaganMotion(root, configuration, depth),
        new DaganGenerator(root, configuration, depth),
        configuration.scale(),
        configuration.keypoints());
  }
}
