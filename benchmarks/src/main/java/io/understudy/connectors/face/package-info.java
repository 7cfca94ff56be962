/**
 * Micro-benchmarks of faces in pictures. They lie in the connectors' package because what they
 * measure is package-private there; {@code understudy jmh} runs them.
 */
package io.understudy.connectors.face;
