/** The engine under streams that come and go for a long time, and what that does to the process. */
package io.understudy.pipeline.soak;
