/** Keeps what routing learned, on disk: immutable snapshots and the record of which of them was in service when. */
@NullMarked
package io.roundhouse.server.routing;

import org.jspecify.annotations.NullMarked;
