/**
 * MCNet, and OSTNet on its U-Net (NETWORKS sections 2 and 4). Threads as {@link
 * io.understudy.model.network.Network} says.
 *
 * <p>Entry point: {@link io.understudy.model.mcnet.McnetNetwork}.
 */
package io.understudy.model.mcnet;
