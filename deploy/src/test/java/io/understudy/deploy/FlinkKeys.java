package io.understudy.deploy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The configuration keys that Flink itself defines, as patterns. */
final class FlinkKeys {
  private static final List<Class<?>> CLASSES =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          ExecutionOptions.class,
          ExternalResourceOptions.class,
          HeartbeatManagerOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          PipelineOptions.class,
          RestOptions.class,
          RestartStrategyOptions.class,
          StateBackendOptions.class,
          TaskManagerOptions.class,
          RocksDBOptions.class);

  /** Read by a reporter, a driver or the Kubernetes client, which define no options. */
  private static final List<String> OF_PLUGINS =
      List.of(
          "metrics\\.reporter\\.prom\\.(factory\\.class|port|filterLabelValueCharacters)",
          "external-resource\\.gpu\\.(amount|driver-factory\\.class|kubernetes\\.config-key)");

  private FlinkKeys() {}

  static List<String> known() {
    List<String> keys = new ArrayList<>(OF_PLUGINS);
    for (Class<?> options : CLASSES) {
      for (Field field : options.getFields()) {
        if (field.getType() == ConfigOption.class) {
          keys.add(Pattern.quote(key(field)));
        }
      }
    }
    return keys;
  }

  private static String key(Field field) {
    try {
      return ((ConfigOption<?>) field.get(null)).key();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
