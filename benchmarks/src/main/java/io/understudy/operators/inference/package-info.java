/**
 * Micro-benchmarks of the operators' inference. They lie in its package because what they measure
 * is package-private there; {@code understudy jmh} runs them.
 */
package io.understudy.operators.inference;
