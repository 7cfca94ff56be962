/**
 * Training as a stream: clips become frames in keyed state, steps draw pairs from them, and the
 * trainer's whole state is state of its operator, so that a checkpoint resumes bit for bit.
 */
package io.understudy.operators.training;
