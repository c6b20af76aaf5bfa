/**
 * A2A 1.0 on the wire, whatever the binding: its objects in ProtoJSON form, its errors, and the check of what clients send. Nothing here
 * knows tasks or runs. Start with {@link io.roundhouse.protocols.a2a.wire.IncomingMessage}.
 */
@NullMarked
package io.roundhouse.protocols.a2a.wire;

import org.jspecify.annotations.NullMarked;
