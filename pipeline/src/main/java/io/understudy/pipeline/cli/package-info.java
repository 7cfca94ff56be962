/**
 * The command line: one class for each command, which reads its options, calls the package that
 * does the work, and prints. Nothing of this module depends on it; other modules add commands of
 * their own ({@link io.understudy.pipeline.cli.CommandProvider}).
 */
package io.understudy.pipeline.cli;
