/** Films of what comes out of the job. */
package io.understudy.pipeline.film;
