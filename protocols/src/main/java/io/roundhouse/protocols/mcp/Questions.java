package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Turns our questions into the requests that MCP servers make of clients, and clients' results into our answers. */
final class Questions {

  /** Comes before the name in the id of a question that a body named. */
  private static final String CHOSEN = "~ask-";

  private Questions() {}

  /** The request, with {@code method} and {@code params}. */
  static ObjectNode request(InputRequest question) {
    return switch (question) {
      case InputRequest.Form form -> form(form);
      case InputRequest.Approval approval -> form(approval.asForm().orElseThrow());
      case InputRequest.Choice choice -> form(choice.asForm().orElseThrow());
      case InputRequest.Link link -> {
        ObjectNode request = request("elicitation/create");
        request.withObjectProperty("params").put("mode", "url").put("message", link.message()).put("url", link.url());
        yield request;
      }
      case InputRequest.Sampling sampling -> request("sampling/createMessage").set("params", sampling.request());
      case InputRequest.Roots roots -> request("roots/list");
    };
  }

  /** What sessions call the visit to an address: the same for the same address, and of no use for guessing it. */
  static String elicitationId(String url) {
    return UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The requests by the questions' keys. */
  static ObjectNode requests(Collection<InputRequest> questions) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    questions.forEach(question -> all.set(key(question, questions), request(question)));
    return all;
  }

  /** What a client knows a question by: the name that a body chose if no other of the questions has it, otherwise the whole id. */
  static String key(InputRequest question, Collection<InputRequest> among) {
    String name = name(question);
    boolean alone = among.stream().filter(other -> name(other).equals(name)).count() <= 1;
    return alone ? name : question.id();
  }

  private static String name(InputRequest question) {
    int at = question.id().lastIndexOf(CHOSEN);
    return at < 0 ? question.id() : question.id().substring(at + CHOSEN.length());
  }

  /**
   * The answer that a client's result stands for; null is a client that did not answer.
   *
   * @throws RpcFault if it is no result of the request
   */
  static InputAnswer answer(InputRequest question, JsonNode result) {
    if (result.isNull()) {
      return new InputAnswer.Dismissed();
    }
    return switch (question) {
      case InputRequest.Sampling sampling -> accepted(question, result, result.path("role").isTextual() && result.has("content"));
      case InputRequest.Roots roots -> accepted(question, result, result.path("roots").isArray());
      default -> elicited(question, result);
    };
  }

  /**
   * The parameter {@code inputResponses}, by id.
   *
   * @throws RpcFault if it is there and no object of objects
   */
  static Map<String, JsonNode> responses(JsonNode params) {
    JsonNode given = params.get("inputResponses");
    Map<String, JsonNode> responses = new LinkedHashMap<>();
    if (given == null) {
      return responses;
    }
    if (!given.isObject()) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'inputResponses' must be an object with a result for each request.");
    }
    given.properties().forEach(entry -> {
      if (!entry.getValue().isObject()) {
        throw RpcFault.of(RpcError.INVALID_PARAMS, "Each entry of 'inputResponses' must be an object.");
      }
      responses.put(entry.getKey(), entry.getValue());
    });
    return responses;
  }

  private static InputAnswer elicited(InputRequest question, JsonNode result) {
    return switch (result.path("action").asText("")) {
      case "accept" -> accepted(question, result.path("content").isMissingNode()
          ? JsonNodeFactory.instance.objectNode() : result.path("content"), !result.has("content") || result.get("content").isObject());
      case "decline" -> new InputAnswer.Declined();
      case "cancel" -> new InputAnswer.Dismissed();
      default -> throw misfit(question);
    };
  }

  private static InputAnswer accepted(InputRequest question, JsonNode content, boolean fits) {
    if (!fits) {
      throw misfit(question);
    }
    return new InputAnswer.Accepted(content);
  }

  private static RpcFault misfit(InputRequest question) {
    return RpcFault.of(RpcError.INVALID_PARAMS, "The response to '" + question.id() + "' is no result of the request.");
  }

  private static ObjectNode form(InputRequest.Form form) {
    ObjectNode request = request("elicitation/create");
    request.withObjectProperty("params").put("message", form.message()).set("requestedSchema", form.schema().document());
    return request;
  }

  private static ObjectNode request(String method) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("method", method);
    request.putObject("params");
    return request;
  }
}
