/** Measures of the whole live job against the bare engine. */
package io.understudy.benchmarks.job;
