/**
 * The page that shows what a job does: streams, pictures, figures, and controls for who runs them.
 */
package io.understudy.pipeline.viewer;
