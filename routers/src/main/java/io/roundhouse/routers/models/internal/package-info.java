/** Matrix arithmetic for the learned policies; public for the packages beside it, not for users. */
@NullMarked
package io.roundhouse.routers.models.internal;

import org.jspecify.annotations.NullMarked;
