/** DaGAN's depth-aware generation as a host (NETWORKS section 5). */
package io.understudy.model.dagan;
