/** Signed statements about the files that Understudy writes, and what marks a file bears. */
package io.understudy.pipeline.trust;
