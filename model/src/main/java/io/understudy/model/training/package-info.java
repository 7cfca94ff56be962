/**
 * Training of the networks: losses, optimiser, one step. Single-threaded; one trainer owns its
 * execution and everything in it. Where clips come from and where weights go is the caller's.
 */
package io.understudy.model.training;
