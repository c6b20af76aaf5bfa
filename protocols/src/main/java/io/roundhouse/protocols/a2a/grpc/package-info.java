/**
 * Protocol buffers and their JSON form, straight from the text of {@code .proto} files: no generated code. Start with
 * {@link io.roundhouse.protocols.a2a.grpc.ProtoFile}.
 */
@NullMarked
package io.roundhouse.protocols.a2a.grpc;

import org.jspecify.annotations.NullMarked;
