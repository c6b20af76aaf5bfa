/**
 * What others plug into the program: {@link io.roundhouse.server.spi.CliCommand} adds a subcommand from another jar.
 */
@NullMarked
package io.roundhouse.server.spi;

import org.jspecify.annotations.NullMarked;
