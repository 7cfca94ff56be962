package io.understudy.pipeline.topic;

/**
 * What a broker holds of one topic.
 *
 * @param name with its prefix
 * @param partitions at least 1
 * @param records offsets in use, over all partitions; compaction and transactions make it an upper
 *     bound
 */
public record TopicState(String name, int partitions, long records) {}
