package io.roundhouse.protocols.a2a.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.RpcError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ends an operation with an error of A2A. Immutable; carries no stack trace, because it is an answer and not a fault of ours. */
public final class A2aFault extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String OWN_DOMAIN = "roundhouse.io";
  private static final String PROTOCOL_DOMAIN = "a2a-protocol.org";
  private static final String TYPE = "@type";

  private final A2aError error;
  private final @Nullable String field;
  private final String reason;

  A2aFault(A2aError error, String sentence, @Nullable String field, String reason) {
    super(sentence, null, false, false);
    this.error = error;
    this.field = field;
    this.reason = reason;
  }

  /** A parameter is wrong; {@code field} is its path, for example {@code message.parts}. */
  public static A2aFault badField(String field, String sentence) {
    return new A2aFault(A2aError.INVALID_PARAMS, sentence, field, A2aError.INVALID_PARAMS.name());
  }

  /** What the HTTP front refuses: the error it is to A2A, and the front's own code for it. */
  public static A2aFault of(A2aError error, Refusal refusal) {
    boolean known = error.isOfTheProtocol();
    String reason = known ? error.name() : refusal.code().toUpperCase(Locale.ROOT).replace('-', '_');
    return new A2aFault(error, refusal.sentence(), null, reason);
  }

  /** What a peer is told when something on our side broke; the log knows more. */
  public static A2aFault internal() {
    return A2aError.INTERNAL.fault(RpcError.internal().message());
  }

  /** Which error it is. */
  public A2aError error() {
    return error;
  }

  /** The field that is wrong; null if none is. */
  public @Nullable String field() {
    return field;
  }

  /** What is wrong, in one sentence. */
  public String sentence() {
    String message = getMessage();
    return message == null ? error.name() : message;
  }

  /** The reason of the error's {@code ErrorInfo}. */
  public String reason() {
    return reason;
  }

  /** The domain of the error's {@code ErrorInfo}. */
  public String domain() {
    return error.isOfTheProtocol() ? PROTOCOL_DOMAIN : OWN_DOMAIN;
  }

  /** The error of a JSON-RPC response (section 9.5). */
  public RpcError toRpc() {
    return new RpcError(error.rpc(), sentence(), details());
  }

  /** The body of an HTTP+JSON response (section 11.6). */
  public ObjectNode toHttp(ErrorTable table) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("code", error.http(table))
        .put("status", error.grpc(table).name())
        .put("message", sentence())
        .set("details", details());
    return body;
  }

  private JsonNode details() {
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    if (field != null) {
      details.addObject()
          .put(TYPE, "type.googleapis.com/google.rpc.BadRequest")
          .putArray("fieldViolations").addObject().put("field", field).put("description", sentence());
    }
    details.addObject()
        .put(TYPE, "type.googleapis.com/google.rpc.ErrorInfo").put("reason", reason()).put("domain", domain());
    return details;
  }
}
