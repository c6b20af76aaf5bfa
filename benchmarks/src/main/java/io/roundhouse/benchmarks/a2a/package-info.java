/** What the A2A endpoint costs, beside the limit and beside others. See {@code benchmarks/a2a.sh}. */
@NullMarked
package io.roundhouse.benchmarks.a2a;

import org.jspecify.annotations.NullMarked;
