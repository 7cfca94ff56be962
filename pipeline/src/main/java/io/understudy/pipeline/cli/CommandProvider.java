package io.understudy.pipeline.cli;

/**
 * Adds a command to the command line from a module that builds on this one; found by {@link
 * java.util.ServiceLoader}. The benchmarks add {@code bench} this way.
 */
public interface CommandProvider {
  /** A new picocli command object, annotated with its name. */
  Object command();
}
