/** Tests of the protocols over real sockets, and the house they are run against. */
@NullMarked
package io.roundhouse.protocols;

import org.jspecify.annotations.NullMarked;
