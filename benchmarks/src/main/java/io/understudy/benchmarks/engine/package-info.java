/** Measures of the networks themselves, without any stream around them. */
package io.understudy.benchmarks.engine;
