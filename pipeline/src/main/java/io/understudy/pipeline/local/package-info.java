/** Broker, cluster and job in one process, as commands and tests start them. */
package io.understudy.pipeline.local;
