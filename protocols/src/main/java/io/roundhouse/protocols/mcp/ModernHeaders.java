package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that the headers of a POST say the same as its body, as revision 2026-07-28 requires. */
final class ModernHeaders {

  static final String VERSION = "MCP-Protocol-Version";

  private static final String METHOD = "Mcp-Method";
  private static final String NAME = "Mcp-Name";
  private static final String PARAMETER = "Mcp-Param-";
  private static final String OPENING = "=?base64?";
  private static final String CLOSING = "?=";

  private ModernHeaders() {}

  /**
   * Checks the version's header.
   *
   * @throws RpcFault if it is missing or says something else than the body
   */
  static void requireVersion(HttpServerRequest http, JsonNode params) {
    same(VERSION, trimmed(http, VERSION), ModernCore.version(params));
  }

  /** Checks the headers for the method and for the thing that the request is about. */
  static void requireMethod(HttpServerRequest http, RpcMessage.Request request) {
    same(METHOD, trimmed(http, METHOD), request.method());
    String member = switch (request.method()) {
      case "tools/call", "prompts/get" -> "name";
      case "resources/read" -> "uri";
      case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
      default -> null;
    };
    String name = member == null ? null : request.paramsOrEmpty().path(member).textValue();
    if (name != null) {
      same(NAME, decoded(NAME, trimmed(http, NAME)), name);
    }
  }

  /** Checks the headers for arguments of a tool. */
  static void requireParameters(HttpServerRequest http, List<HeaderParameter> parameters, JsonNode arguments) {
    for (HeaderParameter parameter : parameters) {
      String header = PARAMETER + parameter.header();
      String given = decoded(header, trimmed(http, header));
      JsonNode value = parameter.value(arguments);
      boolean there = !value.isMissingNode() && !value.isNull();
      if (there ? given == null || !equal(given, value) : given != null) {
        throw mismatch(header);
      }
    }
  }

  private static boolean equal(String given, JsonNode value) {
    if (!value.isNumber()) {
      return given.equals(value.asText());
    }
    try {
      return new BigDecimal(given).compareTo(value.decimalValue()) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void same(String header, @Nullable String given, @Nullable String expected) {
    if (given == null || !given.equals(expected)) {
      throw mismatch(header);
    }
  }

  private static @Nullable String trimmed(HttpServerRequest http, String header) {
    String value = http.getHeader(header);
    return value == null ? null : value.strip();
  }

  /** The value that a header stands for: the text in the Base64 wrapper if it is wrapped, otherwise itself. */
  static @Nullable String decoded(String header, @Nullable String value) {
    if (value == null) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      if ((value.charAt(i) < ' ' && value.charAt(i) != '\t') || value.charAt(i) > '~') {
        throw mismatch(header);
      }
    }
    if (!value.startsWith(OPENING) || !value.endsWith(CLOSING) || value.length() < OPENING.length() + CLOSING.length()) {
      return value;
    }
    try {
      String text = value.substring(OPENING.length(), value.length() - CLOSING.length());
      if (text.length() % 4 != 0) {
        throw mismatch(header);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(text))).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw mismatch(header);
    }
  }

  private static RpcFault mismatch(String header) {
    return ModernError.headerMismatch("The header " + header + " is missing, malformed, or does not say what the body says.");
  }
}
