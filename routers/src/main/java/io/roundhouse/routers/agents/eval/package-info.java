/**
 * Measures agent routing on intent data: every intent is an agent. What is read here is public data that is not part of the product;
 * the descriptions beside this package are our own words, written from the intents' names. Start with {@link
 * io.roundhouse.routers.agents.eval.AgentEval#run}.
 */
@NullMarked
package io.roundhouse.routers.agents.eval;

import org.jspecify.annotations.NullMarked;
