/**
 * A stream's reenacted frames on their way out: encoded and pushed, served, or written as a film.
 */
package io.understudy.pipeline.egress;
