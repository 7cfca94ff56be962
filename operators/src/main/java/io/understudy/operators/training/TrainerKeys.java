package io.understudy.operators.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Keys that lead to the trainers: identities are dealt to them in turn, where plain hashing of a
 * few would leave a trainer without any. Immutable.
 */
final class TrainerKeys implements Serializable {
  private static final long serialVersionUID = 1;

  private final LinkedHashMap<String, String> identities = new LinkedHashMap<>();
  private final ArrayList<String> steps = new ArrayList<>();

  /**
   * @param names the identities
   * @param trainers number of trainers, at least 1
   * @param maxParallelism the job's
   */
  TrainerKeys(SortedSet<String> names, int trainers, int maxParallelism) {
    int next = 0;
    for (String name : names) {
      identities.put(name, salted(name, next++ % trainers, trainers, maxParallelism));
    }
    for (int trainer = 0; trainer < trainers; trainer++) {
      steps.add(salted("steps", trainer, trainers, maxParallelism));
    }
  }

  private static String salted(String name, int trainer, int trainers, int maxParallelism) {
    for (int salt = 0; ; salt++) {
      String key = name + "#" + salt;
      int reached =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(key, maxParallelism, trainers);
      if (reached == trainer) {
        return key;
      }
    }
  }

  /** Key of an identity. */
  String of(String identity) {
    return identities.get(identity);
  }

  /** One key of each trainer. */
  List<String> ofSteps() {
    return List.copyOf(steps);
  }
}
