/**
 * Decides who answers a request: which agents, in which collaboration mode, how many, in which roles, and with which model each.
 * Everything here is a value or a pure function of values; running agents, calling models and keeping the log happen in the
 * runtime. Words are matched in {@code text}. Start with {@link io.roundhouse.routers.CascadedController#ofDefaults()}; swap one
 * {@link io.roundhouse.routers.Policy} to change how a stage decides.
 */
@NullMarked
package io.roundhouse.routers;

import org.jspecify.annotations.NullMarked;
