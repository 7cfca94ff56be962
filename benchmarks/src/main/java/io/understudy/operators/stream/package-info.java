/**
 * What micro-benchmarks of the operators need to make frames of streams. It lies in their package
 * because only that package can.
 */
package io.understudy.operators.stream;
