/**
 * Tools from plain Java: {@link io.roundhouse.runtime.tools.JavaTools} turns the {@code @Tool} methods of an object into catalog
 * tools, with schemas derived from their parameters.
 */
@NullMarked
package io.roundhouse.runtime.tools;

import org.jspecify.annotations.NullMarked;
