package io.roundhouse.server.spi;

import java.util.concurrent.Callable;

/**
 * A subcommand of the program, found through {@link java.util.ServiceLoader}; its class carries picocli's {@code @Command} with the
 * name and description, and picocli's options and parameters.
 *
 * <p>{@link #call} runs on the main thread and answers with the exit code: 0 for success, 1 for failure, 2 for wrong input. An
 * exception ends the program with its message as the one line on standard error, so the message must be a sentence for a person.
 */
public interface CliCommand extends Callable<Integer> {}
