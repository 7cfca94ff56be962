/**
 * Faces in full pictures: found, followed from frame to frame, cut out, and put back.
 *
 * <p>Detectors hold native memory and belong to one thread; what a stream remembers is an immutable
 * state that a snapshot can keep. Places are in pixels of the full picture.
 */
package io.understudy.connectors.face;
