/** The smallest agent system there is, in Java; {@code hello.yaml} beside the sources is the same in YAML. */
@NullMarked
package io.roundhouse.samples.helloagent;

import org.jspecify.annotations.NullMarked;
