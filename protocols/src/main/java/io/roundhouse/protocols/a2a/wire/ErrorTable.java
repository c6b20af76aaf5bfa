package io.roundhouse.protocols.a2a.wire;

/**
 * Which release's table of error codes is in force. 1.0.1 changed several statuses of HTTP+JSON and gRPC, and the public test kit still
 * asks for those of 1.0.0.
 */
public enum ErrorTable {
  V1_0_0,
  V1_0_1
}
