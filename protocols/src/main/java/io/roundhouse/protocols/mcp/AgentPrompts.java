package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.InputAnswer;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The instructions of agents as prompts, so that a client's own model can take a role of the catalog. */
final class AgentPrompts implements PromptSource {

  private static final String REQUEST = "request";

  private final AgentRuntime runtime;

  AgentPrompts(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public List<ObjectNode> prompts(Principal caller) {
    return runtime.catalog().agents().stream()
        .filter(agent -> agent.body() instanceof AgentBody.Prompted)
        .map(AgentPrompts::describe)
        .toList();
  }

  @Override
  public Future<Optional<Filled>> get(String name, JsonNode arguments, Map<String, InputAnswer> answers, Principal caller) {
    return Future.succeededFuture(runtime.catalog().agent(name).flatMap(agent -> agent.body() instanceof AgentBody.Prompted prompted
        ? Optional.of(filled(agent, prompted, arguments))
        : Optional.empty()));
  }

  private static ObjectNode describe(Agent agent) {
    ObjectNode prompt = JsonNodeFactory.instance.objectNode().put("name", agent.name()).put("description", agent.description());
    prompt.putArray("arguments").addObject().put("name", REQUEST).put("description", "What to ask or tell.").put("required", false);
    return prompt;
  }

  private static Filled filled(Agent agent, AgentBody.Prompted prompted, JsonNode arguments) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("description", agent.description());
    String request = arguments.path(REQUEST).asText("");
    String text = request.isBlank() ? prompted.instructions() : prompted.instructions() + "\n\n" + request;
    result.putArray("messages").addObject().put("role", "user").putObject("content").put("type", "text").put("text", text);
    return new Filled.Messages(result);
  }
}
