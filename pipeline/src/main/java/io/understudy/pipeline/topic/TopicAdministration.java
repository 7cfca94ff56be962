package io.understudy.pipeline.topic;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Creates and describes the topics on a broker. Thread-safe; the owner closes it.
 *
 * <p>Every call throws {@link BadInputException} where the broker does not answer within five
 * seconds.
 */
public final class TopicAdministration implements AutoCloseable {
  private static final int ANSWER_SECONDS = 5;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final UnderstudyConfiguration.Kafka kafka;
  private final Admin admin;

  /**
   * Connects lazily: the first call finds out whether the broker answers.
   *
   * @throws BadInputException if no host of the broker's address is known or a setting is wrong
   */
  public TopicAdministration(UnderstudyConfiguration.Kafka kafka) {
    this.kafka = kafka;
    Map<String, Object> properties = new KafkaProperties(kafka).common();
    properties.put("default.api.timeout.ms", ANSWER_SECONDS * 1000);
    properties.put("request.timeout.ms", ANSWER_SECONDS * 1000);
    this.admin = created(properties);
  }

  /** Kafka looks hosts up and reads its settings at once: what is wrong with them is known here. */
  private Admin created(Map<String, Object> properties) {
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadInputException(
          "broker %s cannot be used: %s; correct kafka.bootstrap or the keys below kafka.client"
              .formatted(kafka.bootstrap(), cause.getMessage()),
          e);
    }
  }

  /**
   * Creates the topics that are missing and waits until the broker knows them.
   *
   * @param partitions partitions of each new topic, at least 1
   * @return the names of the new ones
   */
  public List<String> createMissing(int partitions) {
    Set<String> existing = await(admin.listTopics().names());
    List<Topic> missing =
        Arrays.stream(Topic.values()).filter(topic -> !existing.contains(name(topic))).toList();
    await(
        admin
            .createTopics(missing.stream().map(topic -> newTopic(topic, partitions)).toList())
            .all());
    awaitAll();
    return missing.stream().map(this::name).toList();
  }

  /** The controller answers before its brokers have heard of the new topics. */
  private void awaitAll() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    while (!missing(List.of(Topic.values())).isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    requireAll();
  }

  private String missing(List<Topic> topics) {
    Set<String> existing = await(admin.listTopics().names());
    return topics.stream()
        .map(this::name)
        .filter(name -> !existing.contains(name))
        .collect(Collectors.joining(", "));
  }

  /**
   * Refuses a broker that lacks one of the topics.
   *
   * @throws BadInputException naming the missing ones
   */
  public void requireAll() {
    require(List.of(Topic.values()));
  }

  /**
   * Refuses a broker that lacks one of these topics, or shows it to another user only.
   *
   * @throws BadInputException naming the missing ones
   */
  public void require(List<Topic> topics) {
    String missing = missing(topics);
    if (!missing.isEmpty()) {
      throw new BadInputException(
          "broker %s lacks the topics %s, or shows them to another user only: create them with 'understudy topics --create', or give that user below kafka.client"
              .formatted(kafka.bootstrap(), missing));
    }
  }

  private List<Topic> present() {
    Set<String> existing = await(admin.listTopics().names());
    return Arrays.stream(Topic.values()).filter(topic -> existing.contains(name(topic))).toList();
  }

  /** What the broker holds of each topic; a missing topic is absent. */
  public Map<Topic, TopicState> describe() {
    List<Topic> present = present();
    Map<String, TopicDescription> descriptions =
        await(admin.describeTopics(present.stream().map(this::name).toList()).allTopicNames());
    Map<Topic, TopicState> states = new TreeMap<>();
    for (Topic topic : present) {
      int partitions = descriptions.get(name(topic)).partitions().size();
      states.put(topic, new TopicState(name(topic), partitions, records(topic, partitions)));
    }
    return states;
  }

  /**
   * The settings of existing topics that differ from {@link Topic#settings}; empty where none does.
   * A topic is absent that is missing, or whose settings this user may not see. Settings that the
   * broker does not tell, as one that does not know them, count as no others.
   */
  public Map<Topic, Map<String, String>> otherSettings() {
    Map<String, Topic> present =
        present().stream().collect(Collectors.toMap(this::name, topic -> topic));
    List<ConfigResource> resources =
        present.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<Topic, Map<String, String>> other = new TreeMap<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, answer) -> {
              Topic topic = present.get(resource.name());
              visible(answer).ifPresent(settings -> other.put(topic, difference(topic, settings)));
            });
    return other;
  }

  private Optional<Config> visible(KafkaFuture<Config> answer) {
    try {
      return Optional.of(await(answer));
    } catch (IllegalStateException e) {
      if (e.getCause() != null && e.getCause().getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static Map<String, String> difference(Topic topic, Config settings) {
    Map<String, String> other = new TreeMap<>();
    topic
        .settings()
        .forEach(
            (name, expected) -> {
              ConfigEntry entry = settings.get(name);
              if (entry != null && entry.value() != null && !expected.equals(entry.value())) {
                other.put(name, entry.value());
              }
            });
    return other;
  }

  /** Bytes that the brokers' logs hold of a topic, keys, headers and framing included. */
  public long bytes(Topic topic) {
    List<Integer> brokers =
        await(admin.describeCluster().nodes()).stream().map(node -> node.id()).toList();
    return await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().equals(name(topic)))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(ANSWER_SECONDS));
  }

  private long records(Topic topic, int partitions) {
    return offsets(topic, partitions, OffsetSpec.latest())
        - offsets(topic, partitions, OffsetSpec.earliest());
  }

  private long offsets(Topic topic, int partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      request.put(new TopicPartition(name(topic), partition), spec);
    }
    return await(admin.listOffsets(request).all()).values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  private NewTopic newTopic(Topic topic, int partitions) {
    return new NewTopic(name(topic), Optional.of(partitions), Optional.empty())
        .configs(topic.settings());
  }

  private String name(Topic topic) {
    return kafka.topicPrefix() + topic.baseName();
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable(e.getCause());
      }
      throw new IllegalStateException(
          "broker %s refused the request: %s".formatted(kafka.bootstrap(), e.getCause()), e);
    }
  }

  private BadInputException unreachable(Throwable cause) {
    return new BadInputException(
        "broker %s is not reachable: it must answer within %d s; start it or correct kafka.bootstrap"
            .formatted(kafka.bootstrap(), ANSWER_SECONDS),
        cause);
  }
}
