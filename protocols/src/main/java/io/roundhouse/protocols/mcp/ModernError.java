package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import java.util.List;

/** The errors that revision 2026-07-28 defines, and the HTTP status that belongs to each error. */
final class ModernError {

  static final int HEADER_MISMATCH = -32020;
  static final int MISSING_CAPABILITY = -32021;
  static final int UNSUPPORTED_VERSION = -32022;

  private ModernError() {}

  static RpcFault headerMismatch(String sentence) {
    return RpcFault.of(HEADER_MISMATCH, sentence);
  }

  /** The client cannot do what its request needs. */
  static RpcFault missingCapability(ObjectNode required) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("requiredCapabilities", required);
    return new RpcFault(new RpcError(
        MISSING_CAPABILITY, "The request needs a capability that the client has not declared: " + name(required) + ".", data));
  }

  static RpcFault unsupportedVersion(String requested, List<String> supported) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("requested", requested);
    ArrayNode versions = data.putArray("supported");
    supported.forEach(versions::add);
    return new RpcFault(new RpcError(
        UNSUPPORTED_VERSION, "Requests of this version of the protocol are not supported; these are: " + String.join(", ", supported) + ".",
        data));
  }

  /** The HTTP status of a response. */
  static int status(ObjectNode response) {
    return switch (response.path("error").path("code").asInt()) {
      case RpcError.METHOD_NOT_FOUND -> 404;
      case HEADER_MISMATCH, MISSING_CAPABILITY, UNSUPPORTED_VERSION -> 400;
      default -> 200;
    };
  }

  private static String name(ObjectNode required) {
    String name = required.fieldNames().next();
    return name.equals("extensions") ? required.path(name).fieldNames().next() : name;
  }
}
