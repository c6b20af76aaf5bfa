/** The agent that the public A2A test kit talks to. Start with {@link io.roundhouse.samples.a2atck.TckAgent}. */
@NullMarked
package io.roundhouse.samples.a2atck;

import org.jspecify.annotations.NullMarked;
