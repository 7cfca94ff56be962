/** The live job with thousands of streams and a stand-in for the network. */
package io.understudy.benchmarks.simulation;
