/**
 * What the program writes to standard error: {@link io.roundhouse.server.logging.QuietLogging} is the set-up for people who brought
 * none of their own.
 */
@NullMarked
package io.roundhouse.server.logging;

import org.jspecify.annotations.NullMarked;
