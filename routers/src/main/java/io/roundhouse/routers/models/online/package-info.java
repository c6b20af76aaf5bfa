/**
 * Policies that go on learning while they decide: linear bandits that start from what was learned offline, correct it with feedback
 * that may come late, let models join and leave, and are held to the best static choice. States are immutable; feedback yields a new
 * one. Start with {@link io.roundhouse.routers.models.online.Bandit}.
 */
@NullMarked
package io.roundhouse.routers.models.online;

import org.jspecify.annotations.NullMarked;
