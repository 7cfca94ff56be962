/** The topics of the job on a broker: names, settings, readers and writers. */
package io.understudy.pipeline.topic;
