package io.understudy.operators.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Runs a batch, and row by row once more where it fails, to find the row that breaks it. */
final class ModelCall {
  private static final List<String> LACK_OF_MEMORY =
      List.of("out of memory", "outofmemory", "insufficient memory", "bad_alloc");

  private ModelCall() {}

  /**
   * One result for each row. A device that is out of memory is nobody's row: that exception passes
   * through and fails the task.
   */
  static <A, B> List<Result<B>> run(Function<List<A>, List<B>> model, List<A> rows) {
    List<B> values;
    try {
      values = model.apply(rows);
    } catch (RuntimeException e) {
      if (isOutOfMemory(e)) {
        throw e;
      }
      return rows.size() == 1 ? List.of(Result.failed(e)) : singly(model, rows);
    }
    if (values.size() != rows.size()) {
      throw new IllegalStateException(
          "the model gave %d results for %d frames, it must give one for each"
              .formatted(values.size(), rows.size()));
    }
    return values.stream().map(value -> new Result<>(value, null)).toList();
  }

  private static <A, B> List<Result<B>> singly(Function<List<A>, List<B>> model, List<A> rows) {
    List<Result<B>> results = new ArrayList<>();
    for (A row : rows) {
      results.addAll(run(model, List.of(row)));
    }
    return results;
  }

  /** The engine and OpenCV report the lack of memory in their messages only. */
  static boolean isOutOfMemory(Throwable e) {
    return e != null && (tellsOfMemory(e.getMessage()) || isOutOfMemory(e.getCause()));
  }

  private static boolean tellsOfMemory(String message) {
    String lower = message == null ? "" : message.toLowerCase(Locale.ROOT);
    return LACK_OF_MEMORY.stream().anyMatch(lower::contains);
  }

  /**
   * What a row gave: a value, or else a failure.
   *
   * @param value null where the row failed
   * @param failure null where it did not
   */
  record Result<T>(T value, RuntimeException failure) {
    static <T> Result<T> failed(RuntimeException failure) {
      return new Result<>(null, failure);
    }
  }
}
