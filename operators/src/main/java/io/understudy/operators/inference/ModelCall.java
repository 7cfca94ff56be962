package io.understudy.operators.inference;

import io.understudy.model.DrivenFrame;
import io.understudy.model.Picture;
import io.understudy.model.Reenactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs a batch, and row by row once more where it fails, to find the row that breaks it. */
final class ModelCall {
  private ModelCall() {}

  /**
   * One result for each row. A device that is out of memory is nobody's row: that exception passes
   * through and fails the task.
   */
  static List<Result> run(Reenactor reenactor, List<DrivenFrame> rows) {
    try {
      return reenactor.reenact(rows).stream().map(picture -> new Result(picture, null)).toList();
    } catch (RuntimeException e) {
      if (isOutOfMemory(e)) {
        throw e;
      }
      return rows.size() == 1 ? List.of(new Result(null, e)) : singly(reenactor, rows);
    }
  }

  private static List<Result> singly(Reenactor reenactor, List<DrivenFrame> rows) {
    List<Result> results = new ArrayList<>();
    for (DrivenFrame row : rows) {
      results.addAll(run(reenactor, List.of(row)));
    }
    return results;
  }

  /** The engine reports the lack of device memory in its message only. */
  private static boolean isOutOfMemory(RuntimeException e) {
    return e.getMessage() != null
        && e.getMessage().toLowerCase(Locale.ROOT).contains("out of memory");
  }

  /**
   * What a row gave: a picture, or else a failure.
   *
   * @param picture null where the row failed
   * @param failure null where it did not
   */
  record Result(Picture picture, RuntimeException failure) {}
}
