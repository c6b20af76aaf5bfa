package io.roundhouse.protocols.http;

/** Ends a JSON-RPC call with an error. Immutable; carries no stack trace, because it is an answer and not a fault of ours. */
public final class RpcFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  /** Ends the call with this error. */
  public RpcFault(RpcError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** Ends the call with this code and sentence. */
  public static RpcFault of(int code, String sentence) {
    return new RpcFault(RpcError.of(code, sentence));
  }

  /** What the peer is told. */
  public RpcError error() {
    return error;
  }
}
