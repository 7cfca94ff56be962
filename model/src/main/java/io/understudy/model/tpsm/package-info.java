/** The thin-plate-spline motion model as a host (NETWORKS section 5). */
package io.understudy.model.tpsm;
