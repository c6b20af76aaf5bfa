/**
 * What agents may be asked to be while they work on a request: a library of roles in data files, in our own words, to which users add
 * theirs. A controller chooses roles by their ids; the runtime puts a role's prompt before the agent's work. Start with {@link
 * io.roundhouse.routers.roles.RoleLibrary#builtIn()}.
 */
@NullMarked
package io.roundhouse.routers.roles;

import org.jspecify.annotations.NullMarked;
