/**
 * All settings of a job: their keys, ranges and defaults, from a file and from the command line.
 * Read once, immutable, before anything starts.
 */
package io.understudy.pipeline.configuration;
