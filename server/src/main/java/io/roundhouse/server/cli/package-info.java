/**
 * The command line: {@link io.roundhouse.server.cli.Main} with {@code serve}, {@code validate} and the subcommands that other jars add.
 */
@NullMarked
package io.roundhouse.server.cli;

import org.jspecify.annotations.NullMarked;
