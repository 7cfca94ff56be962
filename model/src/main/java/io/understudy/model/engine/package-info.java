/**
 * Networks that run: a configuration and weights become a {@link io.understudy.model.Reenactor},
 * which owns its native memory and which any threads may call.
 *
 * <p>Entry point: {@link io.understudy.model.engine.Networks}.
 */
package io.understudy.model.engine;
