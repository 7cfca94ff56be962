/** Training from clips: the job, how it runs inside this process, and what comes of it on disk. */
package io.understudy.pipeline.train;
