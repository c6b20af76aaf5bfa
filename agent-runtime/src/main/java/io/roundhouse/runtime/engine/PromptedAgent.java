package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loop of a model with tools: ask, call what it asks for, tell it the results, until it answers. Runs on a virtual thread. */
final class PromptedAgent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AgentSession session;
  private final LocalRuntime host;
  private final Agent agent;
  private final AgentBody.Prompted body;

  PromptedAgent(AgentSession session, LocalRuntime host, Agent agent, AgentBody.Prompted body) {
    this.session = session;
    this.host = host;
    this.agent = agent;
    this.body = body;
  }

  AgentReply answer() {
    Catalog catalog = host.catalog();
    Model model = ModelChoice.forAgent(catalog, agent, body, session.text());
    ModelTools tools = ModelTools.of(catalog, body.tools());
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(body.instructions()));
    messages.add(UserMessage.from(session.text()));
    for (int step = 0; step < body.maxSteps(); step++) {
      ModelAnswer answer = session.chat(model, request(messages, tools));
      if (answer.toolRequests().isEmpty()) {
        return AgentReply.text(answer.text());
      }
      messages.add(answer.toMessage());
      messages.addAll(results(tools, answer.toolRequests()));
    }
    throw new ToolException(
        FailureClass.OUTAGE,
        "agent '" + agent.name() + "' made " + body.maxSteps() + " model calls without an answer; raise max-steps or narrow its task");
  }

  private static ChatRequest request(List<ChatMessage> messages, ModelTools tools) {
    List<ToolSpecification> specifications = tools.specifications();
    ChatRequest.Builder request = ChatRequest.builder().messages(List.copyOf(messages));
    return (specifications.isEmpty() ? request : request.toolSpecifications(specifications)).build();
  }

  private List<ChatMessage> results(ModelTools tools, List<ToolExecutionRequest> requests) {
    List<AgentSession.ToolUse> uses = new ArrayList<>();
    List<Optional<String>> complaints = new ArrayList<>();
    for (ToolExecutionRequest request : requests) {
      Optional<String> tool = tools.catalogName(request.name());
      Optional<JsonNode> arguments = parse(request.arguments());
      Optional<String> complaint = tool.isEmpty()
          ? Optional.of("there is no tool '" + request.name() + "'; use one of those offered")
          : arguments.isEmpty() ? Optional.of("the arguments are not a JSON object") : Optional.empty();
      complaints.add(complaint);
      if (complaint.isEmpty()) {
        uses.add(new AgentSession.ToolUse(tool.orElseThrow(), arguments.orElseThrow()));
      }
    }
    List<ToolResult> done = session.callAll(uses);
    List<ChatMessage> messages = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < requests.size(); i++) {
      String said = complaints.get(i).isPresent() ? complaints.get(i).get() : words(done.get(next++));
      messages.add(ToolExecutionResultMessage.from(requests.get(i), said));
    }
    return messages;
  }

  private static String words(ToolResult result) {
    return switch (result) {
      case ToolResult.Success success -> success.text();
      case ToolResult.Failure failure -> "failed: " + failure.message();
      case ToolResult.Escalation asked -> "needs a decision: " + asked.question();
    };
  }

  private static Optional<JsonNode> parse(String arguments) {
    try {
      JsonNode json = JSON.readTree(arguments.isBlank() ? "{}" : arguments);
      return json.isObject() ? Optional.of(json) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
