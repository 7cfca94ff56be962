package io.understudy.pipeline.train;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.TopicRecords;
import java.io.Serializable;

/**
 * A topic of driving frames to train on.
 *
 * @param kafka where it is
 * @param name without the prefix
 */
public record TrainingTopic(UnderstudyConfiguration.Kafka kafka, String name)
    implements Serializable {
  String bootstrap() {
    return kafka.bootstrap();
  }

  /** The name that the broker knows. */
  String fullName() {
    return kafka.topicPrefix() + name;
  }

  /** A reader; the caller closes it. */
  TopicRecords open() {
    return new TopicRecords(kafka, name);
  }
}
