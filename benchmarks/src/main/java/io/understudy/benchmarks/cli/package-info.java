/** The commands {@code bench} and {@code jmh}. */
package io.understudy.benchmarks.cli;
