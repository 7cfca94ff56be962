/**
 * Presets: immutable descriptions of every network's widths and switches, and their JSON form.
 *
 * <p>Entry points: {@link io.understudy.model.preset.Presets}, {@link
 * io.understudy.model.preset.RecordJson}.
 */
package io.understudy.model.preset;
