/**
 * Tool graphs as text: YAML and JSON in both directions, and DOT for pictures. Parsing reports every mistake with its line and what was
 * expected. Start with {@link io.roundhouse.toolgraph.text.GraphText}.
 */
@NullMarked
package io.roundhouse.toolgraph.text;

import org.jspecify.annotations.NullMarked;
