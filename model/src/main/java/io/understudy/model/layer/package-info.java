/**
 * What several networks are made of. A layer declares its parameters below a prefix when it is
 * constructed ({@link io.understudy.model.layer.Parameters}); its {@code forward} gives tensors of
 * the calling thread's open scope. The first call packs the weights for its input, so it runs
 * alone; later ones may run side by side.
 */
package io.understudy.model.layer;
