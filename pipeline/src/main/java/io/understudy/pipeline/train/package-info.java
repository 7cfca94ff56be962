/** Training from clips: which frames, in which order, and what comes of it on disk. */
package io.understudy.pipeline.train;
