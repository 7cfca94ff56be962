/** Micro-benchmarks: kernels, batches, codecs, serializers; {@code understudy jmh} runs them. */
package io.understudy.benchmarks.jmh;
