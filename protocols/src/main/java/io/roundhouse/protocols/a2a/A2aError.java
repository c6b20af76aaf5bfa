package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.http.ErrorFormat;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import java.util.Locale;

/** The errors A2A 1.0 knows, with the codes of its JSON-RPC binding. */
enum A2aError {
  TASK_NOT_FOUND(-32001),
  TASK_NOT_CANCELABLE(-32002),
  PUSH_NOTIFICATION_NOT_SUPPORTED(-32003),
  UNSUPPORTED_OPERATION(-32004),
  CONTENT_TYPE_NOT_SUPPORTED(-32005),
  VERSION_NOT_SUPPORTED(-32009);

  /** How refusals of the HTTP front are written on A2A paths. */
  static final ErrorFormat FORMAT = refusal -> {
    String reason = refusal.code().toUpperCase(Locale.ROOT).replace('-', '_');
    RpcError error = new RpcError(RpcError.codeOf(refusal), refusal.sentence(), details(reason, "roundhouse.io"));
    return RpcMessage.failure(JsonNodeFactory.instance.nullNode(), error);
  };

  private final int code;

  A2aError(int code) {
    this.code = code;
  }

  RpcFault fault(String sentence) {
    return new RpcFault(new RpcError(code, sentence, details(name(), "a2a-protocol.org")));
  }

  /** A parameter is wrong. */
  static RpcFault badField(String field, String sentence) {
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    details.addObject()
        .put("@type", "type.googleapis.com/google.rpc.BadRequest")
        .putArray("fieldViolations").addObject().put("field", field).put("description", sentence);
    return new RpcFault(new RpcError(RpcError.INVALID_PARAMS, sentence, details));
  }

  private static ArrayNode details(String reason, String domain) {
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    details.addObject().put("@type", "type.googleapis.com/google.rpc.ErrorInfo").put("reason", reason).put("domain", domain);
    return details;
  }
}
