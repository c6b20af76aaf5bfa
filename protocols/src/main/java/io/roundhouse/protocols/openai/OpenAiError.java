package io.roundhouse.protocols.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.ErrorFormat;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;

/** Errors in the form that OpenAI's clients read. */
final class OpenAiError {

  static final ErrorFormat FORMAT = refusal -> {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("error", body(refusal));
    return root;
  };

  private OpenAiError() {}

  static ObjectNode body(Refusal refusal) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", refusal.sentence());
    error.put("type", refusal.status() < 500 ? "invalid_request_error" : "server_error");
    error.putNull("param");
    error.put("code", refusal.code().replace('-', '_'));
    return error;
  }

  static Refusal of(Throwable failure) {
    return switch (failure) {
      case Refusal known -> known;
      case CatalogException unknown -> Refusal.of(404, "model-not-found", sentence(unknown.getMessage()));
      case ToolException fault -> of(fault.failureClass(), fault.getMessage());
      default -> Refusal.internal();
    };
  }

  static Refusal of(RunResult.Failed failed) {
    return of(failed.failureClass(), failed.message());
  }

  private static Refusal of(FailureClass failureClass, String message) {
    return switch (failureClass) {
      case BAD_INPUT -> Refusal.of(400, "invalid-request", sentence(message));
      case DENIED -> Refusal.of(403, "denied", sentence(message));
      case RATE_LIMITED -> Refusal.of(429, "rate-limit-exceeded", sentence(message));
      case TIMEOUT -> Refusal.of(504, "timeout", sentence(message));
      case TRANSIENT, OUTAGE, CONTRACT_VIOLATION -> Refusal.of(502, "upstream-failed", sentence(message));
    };
  }

  private static String sentence(String message) {
    String first = message.isEmpty() ? "The request failed" : Character.toUpperCase(message.charAt(0)) + message.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }
}
